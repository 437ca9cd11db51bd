import { wordList } from './word-list.ts'

/** What stands before and after a company's own name, and the names many share: own writing. */
export const companyForms = wordList(
  'company-forms',
  'own, parts of company names',
  `
shouji kabushiki kabushikigaisha yuugen yuugengaisha kaisha gaisha sangyou kougyou bussan shoukai shouten koumuten
jitsugyou seisakusho kogyo denki denkou kensetsu kenchiku doboku fudousan juuken juutaku hausu hoomu unyu unsou
butsuryuu soukoo souko kaiun rikuun koukuu tetsudou dentetsu koutsuu basu takushii kankou ryokou toraberu hoteru
ryokan shokuhin suisan nousan chikusan nougyou gyogyou ringyou seika seifun seian jouzou shuzou inryou bunka
insatsu shuppan shinbun housou eizou koukoku dezain seikei kasei kagaku yakuhin seiyaku iryou kaigo fukushi
seimitsu kikai kikou kiki keiki denshi handoutai jouhou tsuushin shisutemu shisutemuzu sofuto sofutowea netto
nettowaaku sorushon konsaru konsarutingu saabisu sentaa guruupu hoorudingusu hoorudingu kyoudoukumiai kumiai
shinyoukinko shinkin ginkou shouken hoken riisu fainansu toushi kinzoku tekkou seitetsu seikou aruminiumu
nihon nippon japan zennihon touyou toa taiheiyou ajia sekai kokusai shin daidou daiwa daiei daikou taiyou asahi
fuji sakura aoba midori wakaba hikari kibou mirai sankyou kyouwa kyouei eikou meiwa shouwa showa taishou heiwa
marui maruichi marusan maruju marukyuu yamaichi yamasan kanematsu minato chuuou toubu seibu nanbu hokubu
toukai kantou kansai kinki hokuriku touhoku kyuushuu shikoku chuugoku sanyou sanin joushin joetsu keihin hanshin
kyoto osaka tokyo co ltd kk inc corp company group holdings system systems trading shop store club office
`,
)
