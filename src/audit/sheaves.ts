/** Binds pages into sheaves of up to `size`; while one is worked on the next is made, and never more than that. */
export async function* sheavesOf<T>(pages: AsyncGenerator<T>, size: number): AsyncGenerator<readonly T[]> {
  const bind = async () => {
    const sheaf: T[] = []
    for (let page = await pages.next(); page.done !== true; page = await pages.next()) {
      sheaf.push(page.value)
      if (sheaf.length === size) break
    }
    return sheaf
  }
  let coming = bind()
  try {
    for (let sheaf = await coming; sheaf.length > 0; sheaf = await coming) {
      coming = bind()
      // Whoever works on this one may fail first; what becomes of the next is then nobody's business.
      coming.catch(() => undefined)
      yield sheaf
    }
  } finally {
    await coming.catch(() => undefined)
  }
}
