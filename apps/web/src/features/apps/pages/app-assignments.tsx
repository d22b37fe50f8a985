import type { AssetView } from '@pomona/contracts'
import { makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useApp } from '../api/get-app.ts'
import { useAssignments } from '../api/get-assignments.ts'
import { AfterSave } from '../components/after-save.tsx'
import { AssignmentsEditor } from '../components/assignments-editor.tsx'
import type { Saved } from '../components/assignments-editor.tsx'
import { WhoHolds } from '../components/who-holds.tsx'
import { assignTexts } from '../texts-assign.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL },
})

// The first orders appear when the worker has taken up the change, not as the answer to Save.
const followMs = 15_000

function countsKey(app: AssetView): string {
  return [app.assignedCount, app.promisedCount, app.waitingCount].join()
}

export function Component() {
  const styles = useStyles()
  const { appId = '' } = useParams()
  const [done, setDone] = useState<{ saved: Saved; before: string; isFresh: boolean } | null>(null)
  const isFresh = done?.isFresh ?? false
  const { data: app } = useApp(appId, isFresh)
  const { data: loaded, error, refetch } = useAssignments(appId)
  const isFollowed = isFresh || (app?.promisedCount ?? 0) > 0
  // Settled once the counts have moved and nothing is promised any more, or when nothing moved for a while.
  const isSettled = app?.promisedCount === 0 && (!isFresh || done?.before !== countsKey(app))

  useEffect(() => {
    if (!isFresh) return
    const timer = setTimeout(() => setDone((current) => current && { ...current, isFresh: false }), followMs)
    return () => clearTimeout(timer)
  }, [isFresh])

  if (error && !loaded) {
    return <ErrorState title={assignTexts.loadFailed} error={error} onRetry={() => void refetch()} />
  }
  if (!app || !loaded) return <Spinner label="Loading" />
  return (
    <div className={styles.root}>
      {done && <AfterSave app={app} saved={done.saved} isSettled={isSettled} />}
      <AssignmentsEditor
        key={loaded.etag}
        app={app}
        loaded={loaded}
        onSaved={(saved) => setDone({ saved, before: countsKey(app), isFresh: true })}
        onReload={() => void refetch()}
      />
      <WhoHolds appId={appId} isFollowed={isFollowed} />
    </div>
  )
}
