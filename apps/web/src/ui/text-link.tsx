import { Button, Link, mergeClasses, makeStyles } from '@fluentui/react-components'
import type { ButtonProps } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useHref, useLinkClickHandler } from 'react-router'
import type { To } from 'react-router'

type LinkTarget = { to: To; children: ReactNode; className?: string }

const useStyles = makeStyles({
  wrap: { overflowWrap: 'anywhere', textAlign: 'start' },
  button: { textDecorationLine: 'none' },
})

/** A Fluent link that the router follows. */
export function TextLink({ to, children, className }: LinkTarget) {
  const styles = useStyles()
  const href = useHref(to)
  const onClick = useLinkClickHandler(to)
  return (
    <Link className={mergeClasses(styles.wrap, className)} href={href} onClick={onClick}>
      {children}
    </Link>
  )
}

type LinkButtonProps = LinkTarget & Pick<ButtonProps, 'appearance' | 'size'> & { icon?: React.ReactElement }

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton({ to, children, className, icon, ...look }: LinkButtonProps) {
  const styles = useStyles()
  const href = useHref(to)
  const onClick = useLinkClickHandler(to)
  return (
    <Button
      as="a"
      href={href}
      onClick={(event: React.MouseEvent<HTMLAnchorElement>) => onClick(event)}
      className={mergeClasses(styles.button, className)}
      {...(icon && { icon })}
      {...look}
    >
      {children}
    </Button>
  )
}
