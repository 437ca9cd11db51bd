import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import type { AccountList } from '../core/account-list.ts'
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

/** Whether an account that the list does not name is gone: not where it was sent as a part, or where a rejected line may be that account. */
export function isWhole({
  rejectedCount,
  isPartial,
}: Pick<AccountList, 'rejectedCount' | 'isPartial'>): boolean {
  return rejectedCount === 0 && isPartial !== true
}
