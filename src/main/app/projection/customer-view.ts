import { LONE_FRAME } from '../../../shared/ipc/frame-view';
import type { AppView, CustomerView } from '../../../shared/ipc/views';
import type { Language } from '../../../shared/languages';
import { shownName } from '../../../shared/practice/name';
import { distinctCauses } from '../../../core/engine/causes';
import { connectionOf } from '../../../core/model/customer';
import { evaluateNotices, serverVersions } from '../../../core/notices/notices';
import { USUAL_SCENARIO } from '../../../core/scenarios';
import { assess } from './assessment';
import { badgeOf } from './badge';
import { carryView } from './carry-view';
import { customerRow } from './customer-rows';
import { inputViews } from './input-views';
import { keysView } from './keys-view';
import { nextView } from './next';
import { oauthView } from './oauth-view';
import { findingView, planView, type Scripts } from './plan-view';
import { runSummaries, runView } from './run-view';
import type { AppState, OpenState } from './state';
import { identityView, restoredAt, stagingView } from './staging';
import { stepViews } from './steps';
import { tenantSettingsView } from '../tenant-settings';
import { certificateView, remembered, topologyView } from './topology';
import { verificationView } from './verification-view';

/** Makes the scripts of a plan; kept by the caller, because they are long and rarely change. */
export type ScriptsOf = (open: OpenState) => Scripts;

/** Everything the window shows. */
export function appView(state: AppState, scripts: ScriptsOf): AppView {
  const { sequence, language, theme, firstRun, productVersion, dataFolder, practiceOnly } = state;
  const { credential, policy, powershell, practiceDirect, settings } = state;
  return {
    sequence,
    language,
    theme,
    firstRun,
    productVersion,
    dataFolder,
    practiceOnly,
    policy,
    credential,
    powershell,
    practiceDirect,
    settings,
    customers: state.customers.map((customer) => {
      const row = customerRow(customer, state.open);
      return 'practice' in row && row.practice ? { ...row, name: shownName(row, language) } : row;
    }),
    customersLoading: state.customersLoading,
    importing: state.importing,
    open: state.open === null ? null : customerView(state.open, scripts, language),
    doctor: state.doctor,
    download: state.download,
    // The windows say what they know of each other where the view goes out.
    frame: LONE_FRAME,
  };
}

/** The open customer. */
function customerView(open: OpenState, scripts: ScriptsOf, language: Language): CustomerView {
  const { session } = open;
  const { record } = session;
  const assessment = assess(open);
  const steps = stepViews(open, assessment);
  return {
    id: record.id,
    name: shownName(record, language),
    badge: record.badge ?? badgeOf(record.name),
    practice: record.practice,
    tenantDomain: record.tenantDomain,
    tenantId: record.tenantId,
    clockOffset: open.clockOffset,
    recipe: record.recipe,
    scenario: record.scenario ?? USUAL_SCENARIO,
    oauth: oauthView(open),
    ...inputViews(open),
    identity: identityView(record),
    staging: stagingView(open),
    restoredAt: restoredAt(open),
    signIn: open.signIn,
    tenantSettings: tenantSettingsView(record),
    connection: record.practice
      ? null
      : {
          exchangeServer: record.exchangeServer,
          skypeServer: record.skypeServer ?? '',
          ...connectionOf(record),
        },
    collected: open.collected,
    topology: topologyView(open, assessment),
    reading: session.reading,
    readAt: session.readAt,
    readBefore: session.readAt === null ? (remembered(open)?.at ?? null) : null,
    steps,
    next: nextView(open, steps),
    certificate: certificateView(open),
    findings: distinctCauses(assessment.findings).map(findingView),
    notices: evaluateNotices({
      now: open.now,
      recipe: record.recipe,
      serverVersions: serverVersions(open.known ?? session.observations),
    }),
    plan: session.plan === null ? null : planView(session.plan, scripts(open), open),
    run: session.run === null ? null : runView(session.run, open),
    verification: session.verification === null ? null : verificationView(session.verification),
    report: open.report,
    drift: open.drift,
    runs: runSummaries(session.runs),
    lab: open.lab,
    carry: carryView(open),
    keys: keysView(open.keys, record),
    error: open.error,
    busy: open.busy,
  };
}
