/** Frequent Japanese family and given names in romaji. */
export const japaneseNames: ReadonlySet<string> = new Set([
  ...['sato', 'satou', 'suzuki', 'takahashi', 'tanaka', 'ito', 'itou', 'watanabe', 'yamamoto', 'nakamura'],
  ...['kobayashi', 'kato', 'katou', 'yoshida', 'yamada', 'sasaki', 'yamaguchi', 'matsumoto', 'inoue', 'kimura'],
  ...['hayashi', 'saito', 'saitou', 'shimizu', 'yamazaki', 'yamasaki', 'mori', 'abe', 'ikeda', 'hashimoto'],
  ...['yamashita', 'ishikawa', 'nakajima', 'maeda', 'fujita', 'ogawa', 'goto', 'gotou', 'okada', 'hasegawa'],
  ...['murakami', 'kondo', 'kondou', 'ishii', 'sakamoto', 'endo', 'endou', 'aoki', 'fujii', 'nishimura'],
  ...['fukuda', 'ota', 'oota', 'miura', 'okamoto', 'fujiwara', 'matsuda', 'nakagawa', 'nakano', 'harada'],
  ...['ono', 'tamura', 'takeuchi', 'kaneko', 'wada', 'nakayama', 'ishida', 'ueda', 'morita', 'shibata'],
  ...['hara', 'sakai', 'kudo', 'kudou', 'yokoyama', 'miyazaki', 'miyamoto', 'uchida', 'takagi', 'ando', 'andou'],
  ...['taro', 'tarou', 'jiro', 'jirou', 'saburo', 'ichiro', 'ichirou', 'hanako', 'yoko', 'youko', 'keiko'],
  ...['yumi', 'yuki', 'yuko', 'yuuko', 'akiko', 'kazuko', 'sachiko', 'michiko', 'naoko', 'tomoko', 'kumiko'],
  ...['takashi', 'hiroshi', 'kenji', 'koji', 'kouji', 'shinji', 'yuji', 'yuuji', 'daisuke', 'kenta', 'shota'],
  ...['satoshi', 'makoto', 'manabu', 'minoru', 'mamoru', 'masaru', 'tsuyoshi', 'kazuya', 'tatsuya', 'takuya'],
  ...['haruto', 'yuto', 'sota', 'riku', 'haruka', 'misaki', 'aoi', 'rina', 'miyu', 'yui', 'nanami', 'ayaka'],
])
