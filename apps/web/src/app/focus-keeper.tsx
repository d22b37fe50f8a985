import { useFocusFinders } from '@fluentui/react-components'

/**
 * Keeps Fluent's focus manager alive. It ends with the last component that uses it; a dialog that is the last one would
 * leave the page behind it hidden from assistive technology for good.
 */
export function FocusKeeper() {
  useFocusFinders()
  return null
}
