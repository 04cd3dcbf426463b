import type { DiagnosedFile, Diagnosis } from '../diagnosis';
import type { DropStep, HandShake, InspectedFile, Inspection } from '../inspection';
import type { Result } from '../result';
import type { Channel, ChannelInput } from './contract';
import type { CustomersOutput } from './customers-view';
import type { SupportPreviewView, SupportSavedView } from './doctor-view';
import type { AppView, LogLineView } from './views';
import type { TopologyAnswer, TopologyStart } from '../topology';

/** Answer of each channel. */
export type ChannelOutput<C extends Channel> = C extends keyof CustomersOutput
  ? CustomersOutput[C]
  : C extends 'app.snapshot'
    ? AppView
    : C extends 'log.lines'
      ? readonly LogLineView[]
      : C extends 'support.preview'
        ? SupportPreviewView
        : C extends 'support.save'
          ? SupportSavedView
          : C extends 'diagnose.text'
            ? Diagnosis
            : C extends 'diagnose.file'
              ? DiagnosedFile | null
              : C extends 'keys.restore'
                ? boolean
                : C extends 'topology.start'
                  ? TopologyStart
                  : C extends 'topology.answer'
                    ? TopologyAnswer
                    : C extends 'topology.export'
                      ? boolean
                      : InspectOutput<C>;

/** Answers of the inspection's channels. */
type InspectOutput<C extends Channel> = C extends 'inspect.text'
  ? Inspection
  : C extends 'inspect.file'
    ? InspectedFile | null
    : C extends 'inspect.drop' | 'inspect.piece'
      ? DropStep
      : C extends 'inspect.hand-shake'
        ? HandShake
        : null;

/** `window.crossprem`: all that the window can reach. */
export interface Bridge {
  call<C extends Channel>(channel: C, input: ChannelInput<C>): Promise<Result<ChannelOutput<C>>>;
  /** Returns the function that ends the subscription. */
  onView(listener: (view: AppView) => void): () => void;
  onLog(listener: (lines: readonly LogLineView[]) => void): () => void;
}
