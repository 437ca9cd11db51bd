/**
 * Japanese words that can be read, remembered and typed by anybody here, in romaji (Hepburn, long vowels as kana spell
 * them), three to eight letters, by theme. No two sound alike once spellings people mix up are folded (`ou` and `o`,
 * `shi` and `si`, `n` and `nn`, `kk` and `k`); none is there as a name or a brand, and none is rude.
 */
const sheets: Readonly<Record<string, string>> = {
  animals: `
    ageha ahiru aji anago anaguma araiguma ari asari ashika awabi ayu azarashi batta buri buta chidori chiita
    chou dachou dangomu dojou ebi fugu fukurou funa gorira hachi hamachi hamaguri hato hebi hibari hirame
    hitode hitsuji hiyoko hotaru hotate hyou ika imori inko inu iruka itachi iwashi kaba kabuto kaeru kaki
    kakkou kamakiri kame kamo kamome kangaruu kani karasu karei katsuo kawasemi kawauso kiji kingyo kirin kisu
    kitsune koara koi koorogi koumori kujaku kujira kuma kumo kurage kuwagata maguro masu medaka mejiro mimizu
    mimizuku mogura momonga mozu musasabi mushi namako neko nezumi nishin niwatori ookami oumu panda penguin
    raion rakko rakuda risu saba sagi sai sakana sake sanma saru sazae semi shijimi shijuu shika shimauma
    suzume tai taka tako tanuki tara ten tentou tobi tokage toki tonbo tora tori tsubame tsuru ugui uguisu uma
    unagi uni usagi ushi wani washi yagi yamori zou
  `,
  plants: `
    ajisai akebi anzu aoba asagao ashi awa ayame azuki banana bara biwa bonsai botan budou buna chigaya daikon
    daizu eda edamame enoki fuji fuki gama ginnan gobou goma hagi hakusai hana happa hassaku hasu hatake hie
    hijiki himawari hinoki horenso hosenka hozuki ichigo ichijiku icho ikebana imo inaho ingen iyokan jagaimo
    kabocha kabosu kabu kabuki kaede kareha kashiwa keyaki kiku kikyou kinkan kinoko koke kome konbu konoha
    kosumosu kozue kuki kuri kurumi kusa kuzu kyabetsu kyuuri maitake mangoo matsu mebae mei meron mikan miki
    minto mitsuba mizuna mokuren momiji momo moyashi mozuku mugi myouga naegi nanohana nashi nasu natsume negi
    ninjin ninniku nira nori okura orenji papaiya paseri piiman ponkan ran remon rengesou renkon retasu rindou
    ringo sakura sansho satoimo satsuki sazanka seri shibafu shida shiitake shimeji shiso shoubu shouga
    shungiku soba soramame sudachi sugi suika suiren suisen sumire sumomo susuki suzuran take takenoko
    tamanegi tanbo tane tanpopo tomato tsubaki tsubomi tsukushi tsuta tsutsuji ueki ume wakaba wakame warabi
    wasabi yamabuki yamamomo yanagi yomogi yoshi yuri yuzu zakuro zenmai
  `,
  food: `
    abura aburaage aemono agemono aisu amami amanatto amazake anko anmitsu arare asagohan asazuke bancha
    battera bento butajiru chawan chazuke chiizu chikuwa chirashi daifuku dango dashi donburi dorayaki
    ebifurai furikake futomaki genmai gohan gyouza gyuunyuu hanpen harumaki hayashi hiyashi hosomaki houjicha
    houtou ikura inari jamu juusu kabayaki kamaboko kanten kaori karaage karami karashi karintou kasutera
    katsudon kazunoko keeki kinako kinpira kishimen kondate konnyaku konpeito koohii korokke kosho koucha
    kouya manjuu matcha medama mentaiko mirin miruku miso mizu mizuame mochi monaka mugicha nabe natto negima
    nikujaga nimono nitsuke nukazuke ocha oden ohagi ohitashi okaki okara okayu omuretsu onigiri osechi
    oyakodon oyatsu oyu pan purin ramen reshipi ryokucha ryouri saidaa sashimi satou senbei shibumi shio
    shiokara shirasu shiroppu shiruko shouyu shuumai soda soosu soumen suimono sujiko sukiyaki sunomono sushi
    suteeki taiyaki takoyaki takuan tamago tarako tare tataki teishoku tendon tenpura teriyaki tonkatsu toufu
    tsukune udon umami umeboshi warabimo wataame yakimono yakisoba yakitori yashoku yoguruto youkan yuba
    yudofu yuuhan zenzai zerii zouni
  `,
  home: `
    akagane akari amagasa amedama andon aozora asayake bonbori bouru boushi bunchin butai butsudan byoubu
    chouchin dagashi denki doa dobin dozou ehon engawa enpitsu eri erimaki fude fukusa fumibako furaipan
    furoba fusuma futon fuutou genkan geta goza gunte hagaki hakama hakka hako hankachi hanko hanten haori
    happi haramaki hari hasami hashi hashigo hashira hata heya hibachi hidamari himo hitokage hokora hon
    horagai houchou houki ido ima inkan irori ishikoro isu ito iwaigoto jinbei jinmaku jiten jizou jou jouro
    juubako juutan kaaten kaban kabe kagami kagi kago kaidan kakejiku kama kamado kamera kami kamidana kanna
    kanzashi kappougi karendaa kasa kawara kazamuki kesu kimono kinchaku kine kitte kogane komainu komorebi
    kooto koppu kotatsu kotori kotsubu kugi kushi kutsu kuwa kyatatsu kyuusu mado maekake makijaku makimono
    makura manaita mato megane mizuhiki mizutama mizuya momohiki moufu nagaya naifu nawa neji niwa nobori noki
    nokogiri nomi noroshi noto nuno obi ochoko okashi onsen oshiire otama pen penchi poketto rajio ramune
    ranpu reizouko rouka rousoku sajiki sakazuki sara seetaa sekken sensu sentaku sentou shaberu shamoji
    shanpuu shashin shatsu shiitsu shinbun shiori shoubuyu shouji shuniku sode souji sudare suisha suiteki
    suitou sukaato sukoppu supuun suzuri tabi tana tansu taoru tasuki tatami tebako tebukuro techou tegami
    tekubi tenjou tenugui terebi tobira todana tokei tokkuri tokonoma tokusa tourou tsubo tsue tsukue tsurube
    tsurugi uchiwa udewa usu wan yakan yane yasuri yoroi yubiwa yuge yuka yukata yumi yunomi yuuyake yuzuyu
    zabuton zaru zoukin zouri zubon zukin
  `,
  nature: `
    akai akane aki ame aoi arashi asa asagi asatte ashita benigara chairo chikaku chikyuu daidai doro dosei
    doukutsu enji fubuki fuyu gake ganjitsu genzai geshi ginga giniro haiiro hama hanada haru harusame hidari
    higan higashi higure hikage hikari hinata hiru hizashi hoshi hyouga ike ishi iso iwa izumi jidai jishin
    kage kaigan kaminari kasei kawa kazan kaze kiiro kinou kinsei kiri kisetsu kita kon konjiki konshuu koori
    kosame kotoshi kouzui kurenai kuroi kyonen kyou mae maguma mangetsu mannaka midori migi mikazuki minami
    minamoto mine mirai misaki mizore mizuiro mizuumi moegi mokusei momoiro mori mukashi murasaki naka nami
    natsu niji nishi niwaka nohara numa obon oka omisoka ototoi raigetsu rainen raishuu risshun ruri ryuuhyou
    sabaku sakyuu sawa senshuu setsubun shiki shima shimo shiroi shita shunbun shuubun sora sorairo soto
    soyokaze suisei sumi suna suou taifuu taiyou taki tanabata tani tasogare tonari tooku touge touji tsuchi
    tsuki tsukimi tsuyu tsuyuake uchuu umi ushiro wakusei yama yoake yoko yonaka yoru yougan yuki yukidoke yuu
    yuudachi yuuhi
  `,
  people: `
    ago aisatsu akachan akogare ane ani atama bantou bushi chichi chie chikara daiku daimyou danna egao gaka
    gakusei genki hada haha hakase hige hiji hime himitsu hitai hito hiza hoho hone iki imouto inochi isha
    itamae itoko kakato kangoshi kanji kanjou kansha kao kashira kashu kata kazoku keisatsu kibou kimochi
    kinniku kioku kisha kodomo koe kokoro koshi kotae kotoba kubi kuchi kyaku kyoudai mago matsuge mayu mimi
    mune nakama namida nazo neesan ninja noushi oba odoroki oji okusan omoi oniisan oto otona otouto ousama
    oya rikishi rinjin ryoushi samurai seito senaka sensei shijin shimai shinnen shinyuu shokunin shoubou
    shougun sobo sofu sugao sumou tamashii tounin tsume ude untenshu uta waraigao yakusha yakusoku yaruki
    yokozuna yorokobi yubi yume yuujin
  `,
  actions: `
    abareru afureru agaru ageru ajiwau akeru aku amaru amu arasou arau arawasu aruji aruku asobu atsumaru
    atsumeru awateru ayamaru ayatsuru azukaru azukeru chijimu chikau chiru daku damaru deru egaku erabu fueru
    fukameru fuku fukumu fukuramu fumidasu fumikomu fumu fureru furimuku furu fusegu futoru fuyasu ganbaru
    habamu haeru hagasu hagemasu hagemu hagukumu hairu hajiku hajimaru hajimeru hakaru hakobu haku hameru
    hanareru hanasu hanatsu hanayagu haneru harau hashiru hataraku hayameru hazumu hazusu hedateru herasu heru
    hibiku hikaru hikidasu hikkosu hiku hiraku hirogaru hirogeru hiromeru hirou hitasu hiyakasu hiyasu hodoku
    hogusu hohoemu hokoru homeru horeru horu hosomeru hosu idomu iidasu iikaeru iitsutae ikasu iku inoru isogu
    itameru itawaru itonamu iwau iyasu izanau kabau kaburu kaesu kagayaku kageru kakaeru kakageru kakeru
    kakidasu kakikomu kakitoru kakomu kaku kakureru kakusu kamu kanaderu kanau kaneru kangaeru kanjiru kaoru
    karamu kareru kariru karu kasanaru kasaneru kasumu katadoru katameru katamuku kataru katsu kau kawakasu
    kawaku kawaru kazaru kazasu kazoeru keru kezuru kikitoru kikoeru kimeru kirameku kirinuku kiritoru kiru
    kisou kiwameru kizamu kizuku kobamu kobosu kogasu kogeru kogu komaru komeru komu konasu koneru konomu
    kooru kosuru kotaeru kotowaru koyasu kubaru kudaku kudaru kugiru kukuru kumoru kuraberu kurasu kureru kuru
    kurumu kuwawaru kuyamu kuzureru kuzusu magaru mageru magireru majiru makaseru makasu makeru maku mamoru
    manabu maneku masaru matagu matomeru mawaru mawasu mayou mazeru megumu meguru mekuru miageru michiru mieru
    migaku migoro mikakeru mimamoru minogasu minoru miokuru miorosu miru mitasu mitateru mitomeru mitooru
    miwatasu modoru moeru mogureru moguru morasu morau moru motenasu moteru motomeru motsu mukaeru mukau muku
    mukuiru murasu mureru mushiru musu musubu nabiku nadameru naderu nagameru nagareru nagasu nagedasu nageku
    nageru nagomu nagusame naku nameru naosu naraberu narabu narasu narau nareru natsuku nayamu nebaru negau
    negirau nejiru nemuru neru nezasu niau nigiru nigiwau nijimu ninau niou niru nobashi nobasu noberu nobiru
    noboru nokoru nokosu nomikomu nomu norikosu noru nozoku nozomu nugu nuku nurasu nuru nurumu nuu obieru
    oboeru ochiru odateru odoroku odoru ogamu oginau oikosu oitsuku okiru okonau okoru oku okuru omoidasu
    omoikomu omomuku omou oreru orikaesu oriru orosu oru osaeru osameru oshidasu oshieru oshikomu oshimu osoru
    osu otosu owaru oyobu oyogu sagaru sagasu sageru sakebu sakeru saku samasu samayou sarau sasaeru sasayaku
    sasou sasu satoru sawaru shiboru shimeru shinjiru shiru shitagau shitau shizumu sodateru sodatsu someru
    sorasu soroeru soru sosogu sosoru soyogu sukuu sumasu sumau sumu susugu susumu suteru suwaru taberu
    tadayou tadoru tagayasu takameru takusu tamerau tamesu tamotsu tariru tasu tasukeru tatakau tataku tatamu
    tatoeru tatsu tazuneru temaneki tetsudau tobidasu tobikomu tobinoru tobu todokeru todoku todomaru todoroku
    togaru tojiru tokasu tokeru tomaru tomeru tomonau tonaeru tooru toridasu torikumu tozasu tsugeru tsugu
    tsukamu tsukau tsukeru tsukuru tsukusu tsumu tsunagu tsunoru tsutaeru tsutsumu tsuzuku uchikomu uchiwake
    ueru ugokasu ugoku ukabu ukagau ukemotsu ukeru uketoru uketsugu umareru umeru unazuku urayamu uru uruou
    utagau utau utsu utsuru utsusu uzumaku uzumeru wakareru wakaru wakasu wakeru warau waru wasureru wataru
    watasu yabureru yaburu yadoru yaku yameru yashinau yasumu yawaragu yobidasu yobikake yobu yomitoru yomu
    yorokobu yoseru yosou yowameru yuderu yuragu yurasu yureru yurusu yuzuru zureru
  `,
  qualities: `
    akarui amai anzen aruiwa asai atatakai atsuatsu atsui benri bikkuri bonyari burabura chiisai chikai chirin
    chotto choudo chunchun daiji dakara dandan dareka demo dochira dokidoki dokoka doushite erai fukafuka
    fukai furafura furui futoi futsuu fuushi fuwafuwa gakkari gasagasa gatagoto gokugoku gorogoro guruguru
    hakkiri hanbun hayai heiwa hikui hima hinyari hirahira hiratai hiroi hisohiso hissori hitsuyou hobo
    hokahoka hosoi hotondo ichibu ikinari imasara isogashi itai itsuka itsumo jitsuwa jiyuu joubu jouzu juubun
    juuyou kanarazu kanari kanashii kankan kantan karai karui kasakasa kashikoi katai kawaii kayui kenkou
    kerokero kiken kinben kirakira kirei kitto kiyoi kochira kongari korokoro kossori koufuku kowai kurai
    kurukuru mabushii majime marui masaka masumasu mata mazu metta mijikai minna mochiron mogumogu mokomoko
    motto mottomo mousugu nagai nameraka nanika naze nemui nibui nigai nigiyaka nikoniko nonbiri noronoro
    nosonoso nurui oishii ookii osoi osoraku oyoso pakupaku parapara paripari perapera pikapika pittari
    pokapoka potapota punpun pyonpyon sabishii saigo sakihodo sakusaku samui sarasara sassoku sawasawa seikaku
    semai shiawase shibui shikakui shikashi shikkari shinshin shizen shizuka shoujiki sochira sorekara
    soretomo sorosoro soshite sowasowa subete sugoi sugu suki sukkiri sukoshi sunao suppai surasura surudoi
    suzushii tabun tadashi taihen taisetsu takai takusan tamani tanjun tanoshii tappuri tashika tashou tatoeba
    teinei tekuteku tokidoki tokotoko tokui tokuni tonton tooi torori totemo totsuzen tsugi tsuini tsumari
    tsumetai tsurai tsuyoi ukiuki ureshii urouro usui wakai wakuwaku wanwan wazuka yagate yahari yappari
    yasashii yasui yatto yawaraka yowai yukkuri yurayura yuruyuru yutaka yuushuu zarazara zawazawa zenbu
    zenzen zutto
  `,
  shapes: `
    daen fukasa futatsu hayasa hen hirosa hishi hitotsu ichiban itsutsu kado kyuukei maru men nagasa naname
    nanatsu niban omosa ookisa rippou sanban sankaku sen shikaku takasa tate
  `,
  play: `
    aikido anime asobi ayatori baiorin biidama bonodori bunraku buranko daruma eiga ema engi enka ensoku ensou
    fue furuuto fuurin gasshou geki gitaa gorufu hagoita haikingu hanabi hanafuda hanami hyoushi igo judou
    kankou karate karuta kashi kenbutsu kendama kendou koma kyanpu kyougen kyuudou manga manzai marason
    matsuri menko mikoshi nawatobi ningyou nou odori ohajiki omamori omikuji omiyage omocha ongaku onigokko
    origami orugan otedama pazuru piano rakugo ryokou senritsu shamisen shibai shougi shuriken sugoroku suiei
    sunaba taiko taisou takeuma takkyuu tenisu tetsubou tsumiki tsuri undoukai yakyuu yatai yoyo
  `,
  town: `
    baiku basha basu bijutsu bureeki byouin chuusha denkiya densha depaato douwa eigakan eisei eki enjin
    fumikiri fune gakkou gasorin gekijou ginkou hanaya handoru hatoba hikouki hobune hodou homu honya hori
    hoteru ichiba inaka ishidan ishigaki izakaya jimusho jinja jitensha kaisatsu kaisha kikansha kikyuu kippu
    kissaten konbini kouban kouen koujou kuruma kusuriya kuukou machi michi minato minshuku mura nimotsu oudan
    panya roji roketto ryokan ryukku sakanaya senro shingou shinkan shiro shokudou shouten sobaya sori souko
    sushiya suupaa taiya takushii tenshu tera tokoya tonneru torakku toranku toshi toshokan toudai yagura
    yakusho yaoya yotto youchien yuubin
  `,
  'school and work': `
    boki buchou butsuri chiri chokin chooku choubo chuumon denpyou denryoku denwa doryoku doryou dougu eigo
    fukubiki genka hakken hantai hassou hatsumei houkoku housoku iken jikan jikken jishaku jugyou junbi kachou
    kagaku kaigi kaiketsu kaitou kaizen kansatsu kansei kateika keikaku keiken keisan kengaku kenkyuu kenpin
    kiatsu kigen kikai kiroku kitaku kokuban kokugo kouhai kyuuka meishi menkai mondai nedan nittei nouhin
    nyuugaku nyuuka okaidoku ondo rekishi renkyuu renraku rieki riron ryoukin ryoushuu sagyou sansei sansuu
    seibutsu seihin seikyuu senpai shachou shain shakai shigoto shiken shinjin shippai shitsudo shodou shorui
    shouhin shukka shukudai shuugou shuukan soroban soudan suugaku taiiku teian tensuu tokubai touchaku
    tsuushin uriage waribiki yosan yotei zaiko zangyou zeikin zuga
  `,
  society: `
    aen anshin boueki bousai bungaku bunka bunseki chiiki chiji chishiki chousa daijin daiya dankai densetsu
    dentou dou eikyou garasu geijutsu genin gijutsu gikai gimu gin gomu gyogyou hagane haiku hani heikin
    hikaku hinan hisui hiyou hogo houritsu hozon hyouka jiki jikkou jitsugen jouhou jouken joutai juumin kachi
    kaihatsu kaizou kankei kankyou kanri kanshi katei keikai keito keizai kekka kenchiku kenpou kenri kensetsu
    kettei kin kinu kinzoku kisoku kohaku kokumin kougyou kouka kousei kuni kunren kyoka kyouiku kyoukyuu
    kyuujo minwa mokuhyou mokuteki mokuzai monogata naiyou namari nougyou reigi ringyou riyuu rubii sahou
    sango sangyou seibi seifu seigen seiton sekai sekinin sekkei senkyo shakaku shichou shigen shijou shimin
    shinju shinkou shinpan shinwa shougyou shoumei shounin shudan shuukyou shuuri souchi sousa sozai suishou
    suzu taisaku tanka tenken tetsu tokuchou waka wariai wata yunyuu yushutsu zairyou
  `,
  'house and weather': `
    aburae akikaze akisame akubi amado amagumo amamizu amimono annai asagiri asamoya asane asatsuyu atsumi
    awayuki bishamon cha chikuzai chokoku doonatsu doria eba ebisu emaki fukami fumidai funanori funatabi
    futaba fuukei guratan habotan hamakaze hanabira hanagasa hanare hanataba hanawa hanazono hanga harukaze
    hayaoki hikishio hinagiku hinoko hirune hisame hitokoto hitomazu hogei hongi hotei houou hyouten ikari
    ikegaki inazuma inugoya isobe juueki juuji kafun kagaribi kagerou kaigara kaisou kajiya kamiya kanban
    kappa kareki kashiya kasumi kazahana kemuri keshiki kido kirisame kishi kitakaze kobeya koboku kodachi
    kodama komeya komichi komonjo konayuki koten kozukai kuroshio kushami kyabia makaroni marumi mimiyori
    mitsu mokuba mokutan mon monban monooki nagame nagisa nakaniwa namiki natane naya nebou nenrin noren
    nyuudou ohayou oikaze oiwai okaeshi okozukai okuyama omairi omiai omimai omomi omukae oni orusuban oshiro
    oshiroi otsukai oyashiki oyasumi pirafu potofu raiun risotto ryuu sakaya samidare sansai sarada satoyama
    senryuu shichuu shigure shinme suisaiga sumibi sunahama taiboku takami takibi takigi tengu tenjin toami
    tobiishi tokeiya toosuto torigoya tsurara tsurizao tsuyomi uekiya uketsuke uki ukiyoe umaya umibe uraniwa
    urushi uzushio yaguruma yamabiko yamagoya yoimachi yokaze yosamu yotsuyu yowami yozora yumemi zarame
    zashiki zekkei
  `,
  'days and deeds': `
    ashiato ashimoto ashioto bonchi chikasui chiryou chokusen chuushin deai doyou eiyou ekimae engei enshuu
    fudebako furusato futsuka gaaze gensen getsuyou gogatsu gogo gozen haisen hajime hakushu hantou hatsuka
    heijitsu heikou hihou hiroba hotori houi houkou houseki houtai inishie insho jouge junyu kabegami kaden
    kagu kaifuku kaijou kaikyou kakeashi kakuno kangei kanpai kansoku kantai kassai katagawa kawabe kawakami
    kayou kazari keikoku kenshin kikou kimari kinjo kinkou kinyou kion kokonoka kokyou kokyuu kosaku kotowaza
    koudou kougai kougei kougen koushin koutei kugatsu kurashi kusuri kyokusen kyuuyou madobe maiasa maiban
    mainichi maishuu maitoshi maitsuki mikka miyako mokuyou muika nangoku nanoka nettai nichiyou nigatsu nougu
    nyuuyoku omote onkyou ontai ouen owari rakuen rettou ryougawa ryouyou saien saihou saikai saikin saisho
    sangatsu sanka sankyaku sanmyaku sanpo sappari sayuu seichou seikatsu sewa shigai shinobi shinzou shitaji
    shokuji shougo shoukai shouri shoushin shugei sodachi soubetsu suichoku suigen suimin suiyou taion tairiku
    tairyoku takara tanpaku teashi tebiki tedasuke tegaki tegara tegoro tejina tejun temaki temane temijika
    tengoku tenji tenjoura tenki tenran tesou tezawari tezukuri tochuu tokai tooka toubun tousho tousui uchi
    uchigawa ura uraguchi wakare yanebune yohou yokka yubisaki yukari yuubae yuugata yuushou yuuzora zakka
    zeitaku zengo
  `,
  compounds: `
    aibou aiken aiyou akiya anji anki annaijo anpi antei asamade ashiba banchi bangou bangumi bankoku banmeshi
    bansou beisaku bekkan bessou bikou binsen biyou bougyo bouken bouon bousui bungei bunkai bunrei bunrui
    bunsan bunshou buppin busou chakuchi chien chijin chikei chikusan chinmi chion chitei chokkaku chokkei
    chokugo chomei chouju choukan chousen choushi chuugaku chuugata chuukan chuukoku chuumoku chuuou chuuya
    daibutsu daichi daigaku daihon daimei dairi daisuu danbou danchi dankon danraku dansei danwa datsui
    deguchi denatsu denchi dengen dengon denju denpa densen denshi denshin dokugaku dokuji dokusho dokutoku
    doufuu dougaku douji doukan doukou dousa doutoku eigyou eikan eikou eisha eisou eiten eizou ekiden ekimei
    ekitai enban enchou engan enkei enki enpou enryo ensui entotsu enzan fudou fugou fukkou fukujuu fukuri
    fukusha fukushi fukusou fumei funmatsu funsui fusai fusoku futan fuumi fuusen fuusha fuuzoku gaibu gaikan
    gaiken gaimen gairai gaitou gakki gakkyuu gakudan gakufu gakuya ganbou gankin gansho gashitsu gasshuku
    gayoushi geijin geinou genchi gendai gendo genjou genryou gensaku genshi gentei genzou gessha giken gimon
    ginmaku gorin gouben goudou gougai gouka goukaku goukei goukin gouryuu gunbai gunjou gyouji gyousei hachuu
    haibi haifu haikan haikei haisha haitatsu haiyaku haiyuu hakkutsu hakuba hakuchou hakugin hakumai hakuya
    hanbai hanchou handan handou hanei hanjou hankei hanki hannou hansei hanshin hansoku hansou hantei
    harigami hatsubai hatsuden hatsugen hatsuiku hatsukoi hatsuon hatten heijou heimen heisei hekiga henji
    henka henkan henkou hensei henshuu hensou hentou hibana higaeri hikan hikkou hinkaku hinmoku hinpyou
    hiroku hiruma hisho hissha hitan hiyaku hoan hogaraka hokan hoken hokubu honnin honpou honrai honsha
    honten honyaku hoppou hosei hosou hotan hougaku hougen houmen houmon hounou hyakka hyouban hyouhon hyouji
    hyoumei hyouzan ichidou ichigen ichijun ichimen ichinen ichiran ichirin ichiryuu ichizoku igai igaku ijou
    ikusei inbun inei insatsu inshoku intai inyou irai iriguchi isan isei isetsu ishiki ishou isshun isshuu
    itaku iten ittei iwaya izen jibun jichi jidou jiei jigyou jihitsu jiin jijitsu jikoku jikyuu jimoto jinan
    jinbutsu jinkou jinrui jinsei jinzai jiritsu jisan jissen jisshuu jitai jitsuyou jitto jizen jogen jokyoku
    josei joshu josou jouba jouen jouhin joukyaku joukyou joumon jounin jouren jouriku joushiki joushou
    joutatsu jouyaku jouzai juken juugo juukyo juunen juuryou juushou juutai juuten juuyaku kabin kabun
    kachiku kadai kadan kaeri kafu kagai kaigai kaigo kaihou kaikan kaikei kaiki kaimono kainushi kairyou
    kaisei kaishi kaisoku kaisui kaitai kaitaku kaiwa kaiyou kakei kakoi kakuchou kakudo kakusei kakushu
    kakutoku kanbun kanden kandou kangai kangaku kangen kanjin kankaku kanken kanki kanmei kanmi kannen kannou
    kanpa kanren kanryou kansan kanshou kansou kansui kantoku kanwa kanyou kanzen karada karakusa kareno karou
    kasen kashitsu kasou katsudou katsuji kayaku kazaana keiba keibi keidai keiei keigo keihi keihin keirin
    keiro keiryaku keiyaku keiyu kenbun kengen kenji kenjutsu kenketsu kenmei kensa kensaku kenshou kentou
    kesshou ketsudan ketsugou ketsui kichou kigae kigeki kigou kigyou kihon kijun kikaku kikan kikin kikon
    kimitsu kindai kinen kingaku kinkai kinmu kinpatsu kintou kinyuu kiritsu kisei kiseki kisen kishou kishu
    kitai kiten kiyaku kizoku kobetsu kobune kodai kofun kogata kogitte koguma kojin kokki kokuou kokusai
    kokusan kokuseki komakai konchuu kondou kongou konki konsen konzatsu kosen kosuu koteki kotsu kouan
    kouatsu koubou kougi kouhan kouhei kouhyou kouji koukai koukan koukoku koukuu koumoku koumyou kounetsu
    kouritsu kouryou kousai kousan kousatsu kousha koushiki kousoku kousui koutai kouwan kouyou kouza kouzan
    kouzou kujou kumitai kushin kuuchuu kuukan kuuseki kyakuhon kyakuma kyakusen kyori kyougi kyouju kyoukai
    kyoumi kyousan kyoushi kyoushuu kyousou kyoutsuu kyouyou kyuuen kyuugyou kyuujin kyuukon kyuukou kyuuryou
    kyuusen kyuusui maebure maegaki maegami mahou manin manki manten manzoku masatsu meian meibo meibutsu
    meigen meiro meisaku meisan meisho meitou menboku menjou menseki menzei michijun midashi mikaku mikata
    mikomi mimai minkan minshuu minyou minzoku mizugi mokkei mokkou mokugeki mokuhan mokuji mokutou mokuzou
    monka monku monshou mosha mozaiku mugai mugen muhon muimi mujin mukan mukou mumei muri muryou musen mushin
    musuko musume muyou nagaiki naibu naikaku naimen nairiku naizou nanboku nankyoku nanpou nantou nebiki
    nedoko negoto nekku nendo nenga nengou nenkan nenmatsu nenri nenshou netsui netsuke nikki nikkou ningen
    ninki ninmei ninmu ninpou nintai nodoka nouen nouka nouryoku nyuuin nyuujou nyuukai nyuukin nyuumon
    nyuusha nyuushou nyuuyou obentou okugai okunai ondoku oniyuri onkei onken onpu onryou onsei onshitsu
    onshou ontei oubo ouda oufuku oukan oukoku ouma ousetsu outai ouyou raikou raikyaku raimei rainichi rakka
    rakkan rakujou rakuyou ranma reibun reikai reikyaku reisei renai renga renketsu rensai renshuu rensou
    renzoku retsu rikai rikou rikuchi rikujou rikutsu rinkai rinri rippa riritsu rishi risoku riyou rokuon
    roudou rouhou rouryoku ruiji ruishou ryakuzu ryohi ryoken ryouiki ryoukai ryousan ryousei ryoushin ryouyuu
    ryuugaku ryuuiki ryuukou ryuusei ryuutsuu sadou sagan saibai saiban saibou saidai saidan saigen saijou
    saiken saikou saikuru sainou sairyou saisei saishuu saitei saiten saiyou sakubun sakugen sakuhin sakuin
    sakusen sakushi sangaku sanji sankou sanran sanretsu sanrin sanryou sanson sansou santen satsuei seibu
    seibun seichi seido seigyo seihou seiiki seimei seimitsu seimon seinen seisaku seisan seishin seisho
    seishun seiso seisuu seitai seitei seiyaku seiyou seiza sekidou sekimen sekitan sekiyu senchou senden
    sengen senjou senkou senmen senmon senpuu senryaku sensai sensui sentan sentei senzai senzo seppaku sesshu
    setsubi setsumei settoku sewanin shadan shagai shaji shakou shamen shanai sharei sharin shasou shataku
    shateki shichimi shidou shien shifuku shigan shihai shihon shijutsu shikai shikichi shikin shikou shimei
    shinai shinario shinka shinki shinpo shinrai shinri shinrin shinro shinsa shinsei shinsen shinya shinzen
    shirei shiryou shisan shisei shisen shisetsu shishuu shitagi shitaku shitei shiten shitsugi shiyou shizai
    shokkan shokuba shokuen shokuhin shokuin shokumu shomotsu shoseki shotai shotoku shoubai shouchi shougai
    shougeki shougen shouhi shoujo shouka shoukei shoukin shoukyuu shoumen shounen shousai shousan shoushi
    shuchou shuei shuhou shujin shukuba shukuga shumi shunin shurui shuryou shusai shusse shuto shutoku
    shuuchi shuuden shuueki shuugaku shuugyou shuuhen shuukai shuukaku shuukei shuuki shuunou shuurai shuuroku
    shuushi shuuyou shuyaku sobieru soboku sodate soeru sokubai sokudo sokumen sokuryou sokutei sonchou sonzai
    sonzoku sorai sosei soshiki sotchoku souchou soudai souden souen sougen sougo soukai sounan souon sourei
    souryou sousaku soushin soushoku soutei souzou suibun suichuu suiden suigai suihei suijou suiki suimen
    suiri suiryoku suisan suishin suiso suitai suitei suiun suiyoku sumai sunpou sunzen suuji suunen suuryou
    suushiki tabako tachiba tachimi tadaima taiatari taichou taidan taidou taigan taigen taihi taiho taiji
    taika taikai taikaku taikei taiken taikutsu taimen tainetsu tairyou taisa taisei taisha taishi taishoku
    taishou taisui taitei taitou taiwa taiyaku takuchi takuhai takujou takumi tandoku tanjou tanken tankou
    tannin tansan tansha tanshin tantei tanto tatemono tatewari tayori tehon teichi teigi teiin teiketsu teiki
    teikoku teikou teion teiryuu teisei teishi teitaku tekikaku tekisei tekitou tekkyou tenbou tenchi tendou
    tengai tenjiku tenkai tenkin tenkou tenkyo tennen tenpo tensai tensei tenshi tenshoku tensou tentai
    tenteki tetsudou tetsuya tettei tochi todoke tokkyo tokkyuu tokugi tokuhain tokumei tokusan tokusei
    tokushu tokuten tokuyuu tonya toppatsu toppuu torihiki toriire torikago torimaki tosou touan touban touei
    touhou touitsu toujou toukaku toukan toukou toumei toumen tounyuu touritsu tousen tousha toutatsu touten
    touyou touzai touzen tozan tsuika tsuikyuu tsuiseki tsukai tsukare tsuujou tsuuka tsuuro tsuushou tsuuwa
    tsuuyaku tsuuyou uchouten ukagai ukeire undou unga unmei unpan unsou unten unyu urate uriba uridashi
    uruwashi ushirode usuaji usugami usugumo utagoe utahime uwabaki uwagaki uwagi uwasa wadai wafuku wagashi
    wagon wakagi wakamono wakatake wakate wakuchin waraji wareware warizan wasei washitsu washoku watage
    watariai watashi yachin yagai yakata yakei yakkyoku yakuhin yakuin yakume yakuwari yamaai yamabato yamaji
    yamakawa yamaoku yamate yamayuri yaneura yasai yasei yashiki yashiro yobigoe yobun yokei yokin yokken
    yokogao yokuasa yokushuu yomikata yomimono yonaga yosoku yosomi yotsuba youbi youbou youchi youeki youfuku
    youga yougo yougu youhin youi youin youji youki youmou younen youryou yousai yousho yousu youten youyaku
    youyuu yowane yozai yudan yuei yuen yuiitsu yukidama yukiguni yukimi yukisaki yukiyama yumemiru yuniiku
    yurai yurikago yushi yusou yutori yuuchi yuudai yuudou yuuga yuugen yuuguu yuukan yuukei yuukou yuumoa
    yuunagi yuuran yuurei yuuryou yuusei yuusen yuushoku yuutai yuutou yuuyuu zabuzabu zaidan zaigen zaimoku
    zaiseki zaitaku zannen zanshin zansho zaseki zatsudan zatsuon zatsuyou zekkou zenbun zenchi zendo zenin
    zenjitsu zenkai zenkei zenki zenkoku zenmen zennen zenpan zenpou zenryaku zenryoku zensei zenshin zenshuu
    zensou zentai zentei zenya zessan zoka zokkou zokuhen zokusei zoudai zougen zouho zouki zousen zoushin
    zouwai zuan zuboshi zubunure zuhyou zuibun zuihitsu zukai zukei zunou zushiki
  `,
  sounds: `
    batabata dorodoro dosadosa fukufuku funwari furari garagara gatagata gayagaya girigiri gowagowa guigui
    gussuri hakihaki harahara hirari hiyahiya hokkori hokuhoku hyokkori jabujabu jimejime karakara karikari
    katakata kirari kokkuri korori kukkiri mekimeki mottari mukumuku nikkori nokonoko nossori nukunuku orooro
    ottori patapata pekopeko perori pikari pokari pokkuri poripori puripuri purupuru rinrin runrun sabasaba
    sarari sekaseka shinmiri shittori sokkuri subesube suisui sunnari suppori suyasuya taratara tekipaki
    tobotobo torotoro tsurari ukkari uttori yanwari yusayusa zakkuri zakuzaku zokuzoku zuruzuru
  `,
  loanwords: `
    akusesu anaunsu antena apuri aroma arubamu arumi baransu bitamin burashi buronzu chansu dansu dejitaru
    dezain dorama doramu eakon furesshu furonto gurafu guramu hamu hinto kakao karafuru kasetto katarogu
    konpasu kontena kyasuto masuku medaru napukin nikkeru paipu papurika parasoru pasokon penki pinku posuto
    puropera raberu raimu raketto retoro ribon rimokon robotto romansu saboten sanpuru santa serori shiruku
    sofuto supaisu suponji sutajio sutanpu sutoppu taipu tairu tango tanku tesuto uesuto wain wakkusu
  `,
  'old and rare': `
    amagutsu amidana aozame asatsuki bunmei chabana chagama chaseki choudai fukidasu fumizuki furiko fuyuzora
    gekkei hachiue hagakure hanakago hikifune himekuri hitoe hitoiki hoshiimo hozue igusa ikigai ikioi inemuri
    irodori irogami isaribi itadori jibiki kaeshi kajika kakehi kakine kanmuri karigane kasugai katsura kikori
    kinome kirikabu kisaragi kobachi kobushi kogarasu koharu kosode kotonoha kozeni kumihimo kunugi kurogoma
    kusabana magatama makiba marumeru matsuba mayudama meguri minazuki mitoshi miyabi mizube mizukaki mogusa
    nagauta nakoudo nanakusa nemunoki nezame nogiku nukumori okibi omokage orihime oshibana otome otoshi
    oyakata sakaki sasabune sasanoha sawagani sazanami shiraume sugomori tawara temari tomoe toriko toumyou
    tsumugi ukigumo unohana utsuroi utsuwa uzura yamame yayoi yoshizu yosooi yubeshi zazen
  `,
}

/** The words of passphrases: 4,096, so that each is worth exactly twelve bits. */
export const passphraseWords: readonly string[] = Object.values(sheets).flatMap(sheet =>
  sheet.trim().split(/\s+/),
)
