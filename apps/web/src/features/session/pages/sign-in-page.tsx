import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useNavigate, useSearchParams } from 'react-router'
import { returnPath } from '../../../lib/return-to.ts'
import { PomonaMark } from '../../../ui/pomona-mark.tsx'
import { SignInForm } from '../components/sign-in-form.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: {
    minHeight: '100dvh',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  card: {
    width: '100%',
    maxWidth: '400px',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXL,
    padding: tokens.spacingHorizontalXXXL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    '@media (max-width: 480px)': { padding: tokens.spacingHorizontalXL },
  },
  brand: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

export function Component() {
  const styles = useStyles()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  return (
    <main className={styles.root}>
      <title>{`${texts.title} · ${texts.product}`}</title>
      <div className={styles.card}>
        <div className={styles.brand}>
          <PomonaMark size={40} />
          <Text size={500} weight="semibold">
            {texts.product}
          </Text>
        </div>
        <div className={styles.head}>
          <Text as="h1" size={600} weight="semibold" block className={styles.title}>
            {texts.title}
          </Text>
          <Text className={styles.quiet} block>
            {texts.tagline}
          </Text>
        </div>
        <SignInForm onSignedIn={() => void navigate(returnPath(params.get('to')), { replace: true })} />
      </div>
    </main>
  )
}
