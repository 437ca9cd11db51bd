/** Passwords much used in Japan, as typed on a keyboard; compared whole and as a stem (`sakura` covers `Sakura2025!`). */
export const japaneseCommon: readonly string[] = [
  ...['sakura', 'himawari', 'ichigo', 'momiji', 'tsubaki', 'sumire', 'ayame', 'asagao', 'botan', 'kiku'],
  ...['arigato', 'arigatou', 'konnichiwa', 'ohayou', 'sayonara', 'yoroshiku', 'aishiteru', 'daisuki', 'suki'],
  ...['nihon', 'nippon', 'tokyo', 'toukyou', 'osaka', 'oosaka', 'kyoto', 'kyouto', 'yokohama', 'nagoya'],
  ...['sapporo', 'fukuoka', 'kobe', 'okinawa', 'hokkaido', 'hiroshima', 'sendai', 'fujisan', 'shinjuku'],
  ...['reiwa', 'heisei', 'shouwa', 'showa', 'taishou', 'kanrisha', 'kanri', 'pasuwado', 'pasuwaado', 'himitsu'],
  ...['jimusho', 'kaisha', 'eigyo', 'eigyou', 'keiri', 'soumu', 'jinji', 'souko', 'zaiko', 'juchuu', 'hacchuu'],
  ...['shain', 'shachou', 'bucho', 'tenpo', 'honsha', 'keiryou', 'nyuuko', 'shukko', 'uriage', 'denpyou'],
  ...['doraemon', 'pikachu', 'pokemon', 'totoro', 'anpanman', 'naruto', 'gundam', 'onepiece', 'kitty'],
  ...['samurai', 'ninja', 'sushi', 'ramen', 'neko', 'nekoneko', 'inuinu', 'usagi', 'tanuki', 'kuma', 'penguin'],
  ...['baseball', 'yakyuu', 'soccer', 'hanshin', 'tigers', 'kyojin', 'giants', 'hayabusa', 'shinkansen'],
  ...['adgjmptw', '1qaz2wsx', '1q2w3e4r', 'qawsedrf', 'zaq12wsx', 'asdfghjk', 'qwertyui', '1qazxsw2'],
  ...['12345678', '123456789', '11111111', '00000000', '88888888', '77777777', '11223344', '12341234'],
]
