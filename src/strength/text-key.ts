/** 32 bits that equal texts share and others hardly ever: FNV-1a over the code units, its high bits folded in. */
export function keyOf(text: string): number {
  let key = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    key = Math.imul(key ^ text.charCodeAt(index), 0x01000193)
  }
  return key ^ (key >>> 15)
}
