import {
  chooseLicenses,
  collectReached,
  collectUnwanted,
  decideReached,
  openScope,
  readTitle,
  type ClassDecision,
  type Db,
  type Scope,
  type SubjectClass,
  type TitleAsset,
} from '@pomona/db'
import { effectiveAssignment, isConflict, type Effective, type Subject } from '@pomona/domain'

/** Subjects that are alike, and what the rule decided for them. Its place in the list is their `class_id` in `decided_subjects`. */
export type DecidedClass = SubjectClass & { effective: Effective }

export type WorkedOutTitle = { assets: TitleAsset[]; classes: DecidedClass[] }

/**
 * Works out who is due what of one title (P14–P18), for everybody or for those in scope, from the tables as this transaction sees them.
 * Nothing is ordered: the outcome is in the temporary tables `decided_subjects`, `wanted_licenses` and `unwanted_licenses`, which end
 * with the transaction and are made anew by the next call.
 */
export async function workOutTitle(
  tx: Db,
  input: { adamId: string; scope: Scope; now: Date },
): Promise<WorkedOutTitle> {
  const { adamId, scope, now } = input
  const assets = await readTitle(tx, adamId)
  await openScope(tx, scope)
  const classes = (await collectReached(tx, assets, scope)).map((alike) => ({
    ...alike,
    effective: decide(alike, assets),
  }))
  await decideReached(tx, assets, classes.map(toDecision))
  await chooseLicenses(tx, assets, { scope, now })
  await collectUnwanted(tx, assets, scope)
  return { assets, classes }
}

function decide(alike: SubjectClass, assets: TitleAsset[]): Effective {
  const asset = assets.find(({ id }) => id === alike.assetId)
  if (asset === undefined) return { kind: 'nothing', reason: 'notReached', losing: [] }
  const positions = new Set(alike.positions)
  const reaching = asset.assignments.filter(({ position }) => positions.has(position))
  return effectiveAssignment(reaching, subjectOf(alike), asset)
}

function subjectOf({ isPerson, hasUser, isKiosk, hasLeft, isBeyondFive, hasSerialNumber }: SubjectClass): Subject {
  return isPerson ? { kind: 'person' } : { kind: 'device', hasUser, isKiosk, hasLeft, isBeyondFive, hasSerialNumber }
}

function toDecision({ effective, ...alike }: DecidedClass, classId: number): ClassDecision {
  return {
    ...alike,
    classId,
    kind: effective.kind,
    intent: effective.kind === 'nothing' ? null : effective.intent,
    licenseType: effective.kind === 'nothing' ? null : effective.licenseType,
    assignmentId: 'assignmentId' in effective ? effective.assignmentId : null,
    reason: 'reason' in effective ? effective.reason : null,
    isConflict: isConflict(effective),
  }
}
