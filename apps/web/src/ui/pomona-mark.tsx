import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  root: { display: 'block', flexShrink: 0 },
  fruit: { fill: tokens.colorBrandBackground },
  leaf: { fill: tokens.colorBrandForeground2 },
  core: { fill: tokens.colorNeutralBackground1 },
})

/** A pome cut across: the five seeds in their star, and a leaf. */
export function PomonaMark({ size = 24, className }: { size?: number; className?: string }) {
  const styles = useStyles()
  return (
    <svg
      className={mergeClasses(styles.root, className)}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <circle className={styles.fruit} cx="12" cy="13.5" r="9.5" />
      <path className={styles.leaf} d="M12.4 4.6C12.6 1.9 15 .4 18.6.6c.2 3-2.2 5-6.2 4Z" />
      <g className={styles.core}>
        {[0, 72, 144, 216, 288].map((angle) => (
          <path
            key={angle}
            d="M12 6.9c1 1.3 1.5 2.4 1.5 3.3a1.5 1.5 0 0 1-3 0c0-.9.5-2 1.5-3.3Z"
            transform={`rotate(${angle} 12 13.5)`}
          />
        ))}
      </g>
    </svg>
  )
}
