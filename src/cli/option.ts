import { Option } from 'commander'
import { Refusal } from '../core/refusal.ts'

/** An option that takes one of these words; refuses any other, naming it and them. */
export function choiceOption(flags: string, about: string, choices: readonly string[]): Option {
  const option = new Option(flags, about).choices(choices)
  return option.argParser(text => {
    if (choices.includes(text)) return text
    throw new Refusal('invalid', 'cli-choice', { option: nameOf(option), text, choices: choices.join(', ') })
  })
}

/** An option that takes a whole number of this range, written in digits; refuses anything else. */
export function numberOption(flags: string, about: string, [least, most]: readonly [number, number]): Option {
  const option = new Option(flags, about)
  return option.argParser(text => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new Refusal('invalid', 'cli-number', { option: nameOf(option), text, least, most })
  })
}

/** An option that takes a share of 0 to 100, with or without its sign; refuses anything else. */
export function percentOption(flags: string, about: string): Option {
  const option = new Option(flags, about)
  return option.argParser(text => {
    const percent = /^\d{1,3}(\.\d{1,3})?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN
    if (percent <= 100) return percent
    throw new Refusal('invalid', 'cli-percent', { option: nameOf(option), text })
  })
}

function nameOf({ long, flags }: Option): string {
  return long ?? flags
}
