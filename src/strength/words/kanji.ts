/** Words of kanji with their reading in romaji: offices, trade, places, names, everyday. Own writing. */
export const kanjiWords: ReadonlyMap<string, string> = new Map(
  `
在庫 zaiko 経理 keiri 管理 kanri 管理者 kanrisha 総務 soumu 人事 jinji 営業 eigyou 社長 shachou 専務 senmu 常務 joumu 部長 buchou
課長 kachou 係長 kakarichou 主任 shunin 会長 kaichou 店長 tenchou 社員 shain 会社 kaisha 株式 kabushiki 株式会社 kabushikigaisha
有限 yuugen 有限会社 yuugengaisha 商事 shouji 商店 shouten 商会 shoukai 産業 sangyou 工業 kougyou 物産 bussan 興業 kougyou
工務店 koumuten 製作所 seisakusho 建設 kensetsu 不動産 fudousan 運輸 unyu 運送 unsou 物流 butsuryuu 倉庫 souko 本社 honsha
支店 shiten 支社 shisha 本店 honten 店舗 tenpo 店 mise 工場 koujou 事務 jimu 事務所 jimusho 受付 uketsuke 会議 kaigi 会議室 kaigishitsu
受注 juchuu 発注 hacchuu 請求 seikyuu 請求書 seikyuusho 伝票 denpyou 売上 uriage 仕入 shiire 仕入れ shiire 見積 mitsumori 納品 nouhin
出荷 shukka 入荷 nyuuka 入庫 nyuuko 出庫 shukko 取引 torihiki 顧客 kokyaku 会計 kaikei 給与 kyuuyo 給料 kyuuryou 配送 haisou
商品 shouhin 品質 hinshitsu 生産 seisan 製造 seizou 開発 kaihatsu 技術 gijutsu 設計 sekkei 購買 koubai 資材 shizai 庶務 shomu
法務 houmu 財務 zaimu 広報 kouhou 企画 kikaku 情報 jouhou 経営 keiei 監査 kansa 秘書 hisho 担当 tantou 担当者 tantousha 責任者 sekininsha
注文 chuumon 予約 yoyaku 契約 keiyaku 税金 zeikin 消費税 shouhizei 現金 genkin 価格 kakaku 単価 tanka 数量 suuryou 棚卸 tanaoroshi
銀行 ginkou 口座 kouza 振込 furikomi 支払 shiharai 入金 nyuukin 領収書 ryoushuusho 決算 kessan 予算 yosan 経費 keihi 売掛 urikake
買掛 kaikake 卸 oroshi 小売 kouri 販売 hanbai 通販 tsuuhan 業務 gyoumu 業者 gyousha 作業 sagyou 部品 buhin 材料 zairyou 製品 seihin
出荷管理 shukkakanri 在庫管理 zaikokanri 秘密 himitsu 機密 kimitsu 暗号 angou 鍵 kagi 合言葉 aikotoba 共有 kyouyuu 共通 kyoutsuu
書類 shorui 資料 shiryou 報告 houkoku 名簿 meibo 電話 denwa 印刷 insatsu 名刺 meishi 予定 yotei 出張 shucchou 勤怠 kintai 勤務 kinmu
東京 toukyou 大阪 oosaka 京都 kyouto 横浜 yokohama 名古屋 nagoya 札幌 sapporo 福岡 fukuoka 神戸 koube 広島 hiroshima 仙台 sendai
沖縄 okinawa 北海道 hokkaidou 青森 aomori 岩手 iwate 宮城 miyagi 秋田 akita 山形 yamagata 福島 fukushima 茨城 ibaraki 栃木 tochigi
群馬 gunma 埼玉 saitama 千葉 chiba 神奈川 kanagawa 新潟 niigata 富山 toyama 石川 ishikawa 福井 fukui 山梨 yamanashi 長野 nagano
岐阜 gifu 静岡 shizuoka 愛知 aichi 三重 mie 滋賀 shiga 兵庫 hyougo 奈良 nara 和歌山 wakayama 鳥取 tottori 島根 shimane 岡山 okayama
山口 yamaguchi 徳島 tokushima 香川 kagawa 愛媛 ehime 高知 kouchi 佐賀 saga 長崎 nagasaki 熊本 kumamoto 大分 ooita 宮崎 miyazaki
鹿児島 kagoshima 日本 nihon 日本国 nihonkoku 富士山 fujisan 富士 fuji 新宿 shinjuku 渋谷 shibuya 銀座 ginza 上野 ueno 秋葉原 akihabara
池袋 ikebukuro 六本木 roppongi 浅草 asakusa 品川 shinagawa 原宿 harajuku 梅田 umeda 難波 nanba 天王寺 tennouji 川崎 kawasaki
千代田 chiyoda 港 minato 中央 chuuou 文京 bunkyou 墨田 sumida 江東 koutou 目黒 meguro 世田谷 setagaya 中野 nakano 杉並 suginami
練馬 nerima 板橋 itabashi 江戸川 edogawa 葛飾 katsushika 足立 adachi 金沢 kanazawa 鎌倉 kamakura 箱根 hakone 熱海 atami 浜松 hamamatsu
北九州 kitakyuushuu 九州 kyuushuu 四国 shikoku 東北 touhoku 関東 kantou 関西 kansai 近畿 kinki 中部 chuubu 中国 chuugoku 東海 toukai
北陸 hokuriku 江戸 edo 東 higashi 西 nishi 南 minami 北 kita 駅 eki 市 shi 区 ku 町 machi 村 mura 県 ken 府 fu 都 to 道 dou
佐藤 satou 鈴木 suzuki 高橋 takahashi 田中 tanaka 伊藤 itou 渡辺 watanabe 渡邊 watanabe 山本 yamamoto 中村 nakamura 小林 kobayashi
加藤 katou 吉田 yoshida 山田 yamada 佐々木 sasaki 松本 matsumoto 井上 inoue 木村 kimura 林 hayashi 斎藤 saitou 斉藤 saitou
清水 shimizu 山崎 yamazaki 森 mori 阿部 abe 池田 ikeda 橋本 hashimoto 山下 yamashita 中島 nakajima 前田 maeda 藤田 fujita
小川 ogawa 後藤 gotou 岡田 okada 長谷川 hasegawa 村上 murakami 近藤 kondou 石井 ishii 坂本 sakamoto 遠藤 endou 青木 aoki
藤井 fujii 西村 nishimura 福田 fukuda 太田 oota 三浦 miura 藤原 fujiwara 岡本 okamoto 松田 matsuda 中川 nakagawa 原田 harada
小野 ono 田村 tamura 竹内 takeuchi 金子 kaneko 和田 wada 中山 nakayama 石田 ishida 上田 ueda 森田 morita 原 hara 柴田 shibata
酒井 sakai 工藤 kudou 横山 yokoyama 宮本 miyamoto 内田 uchida 高木 takagi 安藤 andou 島田 shimada 谷口 taniguchi 大野 oono
太郎 tarou 一郎 ichirou 次郎 jirou 花子 hanako 健 ken 誠 makoto 翔 shou 隆 takashi 浩 hiroshi 博 hiroshi 愛 ai 葵 aoi 陽菜 hina
結衣 yui 美咲 misaki 大翔 hiroto 蓮 ren 悠真 yuuma 湊 minato 陽翔 haruto 健太 kenta 大輔 daisuke 拓也 takuya 直樹 naoki
恵子 keiko 洋子 youko 裕子 yuuko 由美 yumi 真由美 mayumi 明美 akemi 久美子 kumiko 智子 tomoko 幸子 sachiko 和子 kazuko
桜 sakura 櫻 sakura 梅 ume 紅葉 momiji 菊 kiku 松 matsu 竹 take 花 hana 花見 hanami 花火 hanabi 雪 yuki 雨 ame 風 kaze 雲 kumo
月 tsuki 星 hoshi 空 sora 海 umi 山 yama 川 kawa 光 hikari 虹 niji 春 haru 夏 natsu 秋 aki 冬 fuyu 朝 asa 昼 hiru 夜 yoru
令和 reiwa 平成 heisei 昭和 shouwa 大正 taishou 明治 meiji 年 nen 月度 gatsudo 日 nichi 年度 nendo 今日 kyou 明日 ashita
犬 inu 猫 neko 兎 usagi 熊 kuma 虎 tora 龍 ryuu 竜 ryuu 鳥 tori 魚 sakana 馬 uma 牛 ushi 狸 tanuki 狐 kitsune 子猫 koneko
寿司 sushi 鮨 sushi 焼肉 yakiniku 天ぷら tenpura 天麩羅 tenpura 蕎麦 soba 饂飩 udon ご飯 gohan 味噌 miso 醤油 shouyu 豆腐 toufu
納豆 nattou 苺 ichigo 林檎 ringo 蜜柑 mikan 桃 momo 酒 sake 日本酒 nihonshu 茶 cha お茶 ocha 水 mizu 米 kome 卵 tamago 肉 niku
有難う arigatou 有り難う arigatou お願いします onegaishimasu お疲れ様 otsukaresama お疲れ様です otsukaresamadesu 宜しく yoroshiku
今日は konnichiwa 今晩は konbanwa こんにちは konnichiwa こんばんは konbanwa 御免 gomen 大好き daisuki 好き suki 愛してる aishiteru 友達 tomodachi 家族 kazoku 幸せ shiawase
笑顔 egao 元気 genki 夢 yume 希望 kibou 未来 mirai 心 kokoro 恋 koi 命 inochi 平和 heiwa 自由 jiyuu 勇気 yuuki 奇跡 kiseki
感謝 kansha 絆 kizuna 頑張れ ganbare 頑張ろう ganbarou 頑張る ganbaru 最高 saikou 一番 ichiban 世界 sekai 人生 jinsei 時間 jikan
子供 kodomo 母 haha 父 chichi 兄 ani 姉 ane 弟 otouto 妹 imouto お母さん okaasan お父さん otousan 先生 sensei 学校 gakkou 大学 daigaku
高校 koukou 病院 byouin 医院 iin 学生 gakusei 生徒 seito 野球 yakyuu 相撲 sumou 柔道 juudou 剣道 kendou 空手 karate 音楽 ongaku
映画 eiga 電車 densha 車 kuruma 飛行機 hikouki 新幹線 shinkansen 温泉 onsen 旅館 ryokan 旅行 ryokou 祭 matsuri 祭り matsuri
侍 samurai 忍者 ninja 武士 bushi 将軍 shougun 神社 jinja 寺 tera 神 kami 鬼 oni 天使 tenshi 悪魔 akuma 姫 hime 王 ou 魔法 mahou
赤 aka 青 ao 白 shiro 黒 kuro 緑 midori 黄色 kiiro 紫 murasaki 金 kin 銀 gin 一 ichi 二 ni 三 san 四 yon 五 go 六 roku 七 nana 八 hachi
九 kyuu 十 juu 百 hyaku 千 sen 万 man 円 en 大 dai 中 naka 小 shou 上 ue 下 shita 前 mae 新 shin 本 hon 人 hito 男 otoko 女 onna
青葉 aoba 若葉 wakaba 旭 asahi 朝日 asahi 大和 yamato 阪神 hanshin 巨人 kyojin 鬼滅 kimetsu 鬼滅の刃 kimetsunoyaiba 鉄腕 tetsuwan
様 sama 殿 dono 君 kun 部 bu 課 ka 係 kakari 室 shitsu 号 gou 番 ban 第 dai 用 you 者 sha 所 sho 長 chou
`
    .trim()
    .split(/\n/)
    .flatMap(line => pairsOf(line.split(' '))),
)

function pairsOf(line: readonly string[]): readonly (readonly [string, string])[] {
  return line.flatMap((word, index) => (index % 2 === 0 ? [[word, line[index + 1] ?? ''] as const] : []))
}
