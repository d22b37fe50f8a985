import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  root: {
    flexShrink: 0,
    objectFit: 'cover',
    borderRadius: '22%',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  letter: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
})

/** An app's icon; its first letter where the store gave none. Always beside the name, so it says nothing itself. */
export function AssetIcon({ url, name, size = 28 }: { url: string | null; name: string; size?: number }) {
  const styles = useStyles()
  if (url) return <img className={styles.root} src={url} alt="" width={size} height={size} loading="lazy" />
  return (
    <span
      className={`${styles.root} ${styles.letter}`}
      style={{ width: size, height: size, fontSize: size / 2.2 }}
      aria-hidden="true"
    >
      {name.slice(0, 1).toUpperCase()}
    </span>
  )
}
