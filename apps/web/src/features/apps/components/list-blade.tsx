import type { ReactNode } from 'react'
import { Blade } from '../../../ui/blade.tsx'
import { texts } from '../texts.ts'
import type { AssetKind } from './asset-kind.ts'

/** The list of apps or books: once per token as in Apple's books, or one line each over all tokens. */
export function ListBlade({ kind, children }: { kind: AssetKind; children: ReactNode }) {
  return (
    <Blade
      title={kind === 'apps' ? texts.title : texts.booksTitle}
      tabs={[
        { label: texts.titles.byToken, to: `/${kind}` },
        { label: texts.titles.together, to: `/${kind}/all` },
      ]}
    >
      {children}
    </Blade>
  )
}
