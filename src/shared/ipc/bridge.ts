import type { AboutView } from './about-view';
import type { DiagnosedFile, Diagnosis } from '../diagnosis';
import type { NewCustomerDraft } from './draft-channels';
import type { HistoryReadView } from './known-view';
import type { DropStep, HandShake, InspectedFile, Inspection } from '../inspection';
import type { PlanCompared } from '../plan-approval';
import type { RehearsalView } from '../rehearsal';
import type { LabStatus } from '../lab';
import type { PracticeProgress } from '../practice/progress';
import type { Result } from '../result';
import type { TopologyAnswer, TopologyStart } from '../topology';
import type { UpdateAnswer } from '../update';
import type { Channel, ChannelInput } from './contract';
import type { CustomersOutput } from './customers-view';
import type { SupportPreviewView, SupportSavedView } from './doctor-view';
import type {
  ComparedReadsView,
  HistoryRunView,
  HistoryView,
  RunIntegrityView,
} from './history-view';
import type { LogPageView } from './log-view';
import type { MailboxesFound } from './step-view';
import type { ReportPreview } from './report-view';
import type { AppView, LogLineView } from './views';
import type { FileStep } from './window-limits';

/** What a channel answers; one that is not named here answers null. */
interface Outputs extends CustomersOutput {
  'app.snapshot': AppView;
  'log.lines': readonly LogLineView[];
  'support.preview': SupportPreviewView;
  'support.save': SupportSavedView;
  'diagnose.text': Diagnosis;
  'diagnose.file': DiagnosedFile | null;
  'customer.tenant-file': string | null;
  'keys.restore': boolean;
  'topology.start': TopologyStart;
  'topology.answer': TopologyAnswer;
  'topology.export': boolean;
  'inspect.text': Inspection;
  'inspect.file': InspectedFile | null;
  'inspect.drop': DropStep;
  'inspect.piece': DropStep;
  'inspect.hand-shake': HandShake;
  'inspect.compare': Inspection | null;
  'plan.compare': PlanCompared | null;
  'rehearsal.state': RehearsalView | null;
  'report.preview': ReportPreview | null;
  'update.check': UpdateAnswer;
  'practice.progress': PracticeProgress;
  'practice.world': LabStatus;
  'practice.example': Inspection;
  'practice.attached': readonly string[];
  'drop.file': FileStep;
  'drop.piece': FileStep;
  'history.list': HistoryView;
  'history.run': HistoryRunView;
  'history.check': RunIntegrityView;
  'history.read': HistoryReadView;
  'history.compare': ComparedReadsView;
  'history.export': boolean;
  'logs.read': LogPageView;
  'about.facts': AboutView;
  'step.mailboxes': MailboxesFound;
  'draft.read': NewCustomerDraft | null;
}

/** Answer of each channel. */
export type ChannelOutput<C extends Channel> = C extends keyof Outputs ? Outputs[C] : null;

/** `window.crossprem`: all that the window can reach. */
export interface Bridge {
  call<C extends Channel>(channel: C, input: ChannelInput<C>): Promise<Result<ChannelOutput<C>>>;
  /** Returns the function that ends the subscription. */
  onView(listener: (view: AppView) => void): () => void;
  onLog(listener: (lines: readonly LogLineView[]) => void): () => void;
}
