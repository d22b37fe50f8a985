import { Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal'
import type { ReactElement } from 'react'
import { narrow, useMediaQuery } from '../lib/use-media-query.ts'
import { CommandBar } from './command-bar.tsx'

export type Command = {
  id: string
  label: string
  icon: ReactElement
  onClick: () => void
  isDestructive?: boolean
  isBusy?: boolean
}

type CommandsProps = { commands: readonly (Command | false)[]; moreLabel: string }

// On a phone: two buttons and the menu fit on one line.
const shownWhenNarrow = 2

function CommandButton({ command, isPrimary = false }: { command: Command; isPrimary?: boolean }) {
  const { label, icon, onClick, isBusy = false } = command
  return (
    <Button
      appearance={isPrimary ? 'primary' : 'subtle'}
      icon={icon}
      disabledFocusable={isBusy}
      onClick={() => {
        if (!isBusy) onClick()
      }}
    >
      {label}
    </Button>
  )
}

/** Many commands on one bar: the first is the primary one, destructive ones stand apart; on a phone most go into a menu. */
export function Commands({ commands, moreLabel }: CommandsProps) {
  const isNarrow = useMediaQuery(narrow)
  const given = commands.filter((command) => command !== false)
  if (given.length === 0) return null
  const shown = isNarrow
    ? given.filter(({ isDestructive }) => !isDestructive).slice(0, shownWhenNarrow)
    : given.filter(({ isDestructive }) => !isDestructive)
  const hidden = given.filter((command) => !shown.includes(command))
  const firstDestructive = hidden.findIndex(({ isDestructive }) => isDestructive)
  return (
    <CommandBar
      apart={
        hidden.length > 0 && !isNarrow && hidden.map((command) => <CommandButton key={command.id} command={command} />)
      }
    >
      {shown.map((command, index) => (
        <CommandButton key={command.id} command={command} isPrimary={index === 0} />
      ))}
      {hidden.length > 0 && isNarrow && (
        <Menu positioning="below-end">
          <MenuTrigger disableButtonEnhancement>
            <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={moreLabel} />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {hidden.map((command, index) => [
                index > 0 && index === firstDestructive && <MenuDivider key={`${command.id}-apart`} />,
                <MenuItem
                  key={command.id}
                  icon={command.icon}
                  disabled={command.isBusy ?? false}
                  onClick={command.onClick}
                >
                  {command.label}
                </MenuItem>,
              ])}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </CommandBar>
  )
}
