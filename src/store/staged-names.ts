import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import type { Tables } from './tables.ts'

/** Whether the list that is being committed leaves an account out. */
export function notNamedBy(
  list: string,
): (accounts: ExpressionBuilder<Tables, 'accounts'>) => ExpressionWrapper<Tables, 'accounts', SqlBool> {
  return ({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom('staged_accounts as staged')
          .select('staged.id')
          .where('staged.list', '=', list)
          .whereRef('staged.login', '=', 'accounts.login'),
      ),
    )
}
