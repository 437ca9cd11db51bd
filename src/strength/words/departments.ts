import type { WordList } from './word-list.ts'

/** What a department or post of a Japanese company is named for, most usual first. */
const subjects =
  'eigyou soumu keiri jinji kanri seizou kaihatsu gijutsu kikaku koubai hinkan shizai butsuryuu zaimu houmu kouhou gyoumu seisan hanbai jouhou joushisu kaikei sekkei kouji hozen kansa roumu shomu kyouiku tsuuhan souko juchuu shukka kokyaku senden hosho eigyoukanri keieikikaku hinshitsukanri seisankanri jinjiroumu'.split(
    ' ',
  )
/** What the members of it are called, and the rooms. */
const endings = 'bu ka shitsu kakari gakari buchou kachou tantou tantousha honbu guruupu chiimu'.split(' ')

/** `eigyoubu`, `keirika`, `soumubuchou`: every subject with every ending, made by code. */
export const departments: WordList = {
  name: 'departments',
  source: 'own, subjects and endings of departments, made by code',
  words: endings.flatMap(ending => subjects.map(subject => subject + ending)),
}
