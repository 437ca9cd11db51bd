import { z } from 'zod'
import { hoursTime, weekdays } from '../core/working-hours.ts'

const time = z.string().regex(hoursTime, { error: 'hours-time' }).meta({ example: '09:00' })

/** When access is permitted, by the company's clock; a window that ends no later than it begins goes past midnight. */
export const hours = z
  .array(
    z
      .strictObject({
        days: z.array(z.enum(weekdays)).min(1).max(7),
        from: time,
        to: time.meta({ example: '18:00' }),
        exceptHolidays: z
          .boolean()
          .nullish()
          .meta({ description: 'It does not begin on Japanese public holidays.' }),
      })
      .refine(({ from, to }) => from !== to && from !== '24:00', { error: 'hours-length', path: ['to'] })
      .meta({ id: 'HoursWindow' }),
  )
  .min(1)
  .max(20)
