import type { Config } from '../config.ts'
import { csvLine } from '../core/csv-line.ts'
import { type Language, render } from '../core/message.ts'
import type { TaskStatus } from '../core/rotation.ts'
import { exitCodes } from './exit-codes.ts'
import { callService } from './rest.ts'
import { headsOf, renderTable } from './table.ts'
import { terminal } from './terminal.ts'

interface Task {
  readonly id: string
  readonly system: string
  readonly login: string
  readonly owner: string | null
  readonly status: TaskStatus
  readonly risk: number
  readonly openedAt: string
  readonly dueAt: string
  readonly reasons: readonly { readonly rule: string; readonly reason: string }[]
}

interface Filter {
  readonly status?: string
  readonly system?: string
  readonly owner?: string
}

/** How a list of tasks can be written; `ics` is the calendar feed, which knows no filter. */
type TaskOutput = 'table' | 'json' | 'csv' | 'ics'

const writers: Readonly<
  Record<Exclude<TaskOutput, 'ics'>, (tasks: readonly Task[], language: Language) => string>
> = {
  table: (tasks, language) =>
    renderTable(
      headsOf(language, ['task', 'account', 'status', 'risk', 'due', 'reasons']),
      tasks.map(({ id, system, login, status, risk, dueAt, reasons }) => [
        id,
        `${system}:${login}`,
        render(language, `task-status-${status}`),
        String(risk),
        dueAt.slice(0, 10),
        reasons.map(({ reason }) => reason).join('\n'),
      ]),
    ),
  json: tasks => `${JSON.stringify(tasks, null, 2)}\n`,
  csv: tasks =>
    [
      ['id', 'system', 'login', 'owner', 'status', 'risk', 'openedAt', 'dueAt', 'reasons'],
      ...tasks.map(({ id, system, login, owner, status, risk, openedAt, dueAt, reasons }) => {
        const why = reasons.map(({ reason }) => reason).join(' ')
        return [id, system, login, owner ?? '', status, String(risk), openedAt, dueAt, why]
      }),
    ]
      .map((cells, at) => `${at === 0 ? '\uFEFF' : ''}${csvLine(cells)}`)
      .join(''),
}

/** Prints rotation tasks, worst first: the first 200 as a table, otherwise all of them. */
export async function listTasks(
  config: Config,
  { output, ...filter }: Filter & { readonly output: TaskOutput },
): Promise<number> {
  if (output === 'ics') {
    terminal.out.write((await callService(config, '/rotation-tasks.ics')).text)
    return exitCodes.yes
  }
  terminal.out.write(writers[output](await readTasks(config, filter, output !== 'table'), config.language))
  return exitCodes.yes
}

async function readTasks(config: Config, filter: Filter, isWhole: boolean): Promise<readonly Task[]> {
  const tasks: Task[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = new URLSearchParams({
      ...filter,
      limit: '200',
      ...(cursor === undefined ? {} : { cursor }),
    })
    const { body } = await callService(config, `/rotation-tasks?${query}`)
    const { items, next } = body as { readonly items: readonly Task[]; readonly next: string | null }
    tasks.push(...items)
    cursor = isWhole ? next : null
  }
  return tasks
}
