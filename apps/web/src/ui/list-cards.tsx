import { Checkbox, makeStyles, tokens } from '@fluentui/react-components'
import type { Column, Selection } from './list-columns.ts'

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  head: { display: 'flex', alignItems: 'center', minWidth: 0 },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(116px, 1fr))',
    gap: tokens.spacingHorizontalS,
  },
  label: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: '16px' },
  value: { margin: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
  wide: { gridColumn: '1 / -1' },
})

type ListCardsProps<Item> = {
  label: string
  columns: readonly Column<Item>[]
  items: readonly Item[]
  keyOf: (item: Item) => string
  selection?: Selection<Item>
}

/** A list on a phone: the first column is the card's head, the others its facts. */
export function ListCards<Item>({ label, columns, items, keyOf, selection }: ListCardsProps<Item>) {
  const styles = useStyles()
  const [head, ...facts] = columns
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map((item) => {
        const key = keyOf(item)
        return (
          <li key={key} className={styles.card}>
            <div className={styles.head}>
              {selection && (selection.isSelectable?.(item) ?? true) && (
                <Checkbox
                  aria-label={`Select ${selection.labelOf(item)}`}
                  checked={selection.selectedKeys.has(key)}
                  onChange={() => {
                    const next = new Set(selection.selectedKeys)
                    if (!next.delete(key)) next.add(key)
                    selection.onChange(next)
                  }}
                />
              )}
              <div className={styles.name}>{head?.render(item)}</div>
            </div>
            <dl className={styles.facts}>
              {facts.map(({ id, label: name, render, isWide }) => {
                const value = render(item)
                if (value === '' || value === null) return null
                return (
                  <div key={id} {...(isWide && { className: styles.wide })}>
                    <dt className={styles.label}>{name}</dt>
                    <dd className={styles.value}>{value}</dd>
                  </div>
                )
              })}
            </dl>
          </li>
        )
      })}
    </ul>
  )
}
