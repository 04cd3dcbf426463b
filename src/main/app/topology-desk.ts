/** What the window asks when a topology is planned. Answers are computed here; nothing is kept but what is saved. */
import { answerTopology } from '../../core/topology/answer';
import { topologyCsv } from '../../core/topology/csv';
import { readTopology, startTopology, writeTopology } from '../../core/topology/stored';
import type { KnownCustomer } from '../../core/topology/stored';
import type { CustomerStore } from '../../core/ports';
import { CodedError, appError } from '../../shared/errors';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { TopologyAnswer, TopologyDescription, TopologyStart } from '../../shared/topology';
import { writeChosenFile } from './customer-file';
import type { Person } from './person';
import { loadTexts } from './texts';

/** What it is built from. */
export interface TopologyDeskOptions {
  readonly store: CustomerStore;
  readonly person: Pick<Person, 'chooseFileToSave'>;
  readonly openCustomer: () =>
    (KnownCustomer & { readonly record: { readonly id: string } }) | null;
}

/** The four calls of the screen. */
export interface TopologyDesk {
  start(): Promise<TopologyStart>;
  answer(described: TopologyDescription): TopologyAnswer;
  /** HX-IPC where no customer is open. */
  save(described: TopologyDescription): Promise<void>;
  /** False where no file was chosen. */
  export(input: ChannelInput<'topology.export'>): Promise<boolean>;
}

/** Makes it. */
export function topologyDesk({ store, person, openCustomer }: TopologyDeskOptions): TopologyDesk {
  return {
    start: async () => {
      const open = openCustomer();
      if (open === null) return startTopology(null, null);
      return startTopology(await readTopology(store.files(open.record.id)), open);
    },
    answer: answerTopology,
    save: async (described) => {
      const open = openCustomer();
      if (open === null) throw new CodedError(appError('HX-IPC'));
      await writeTopology(store.files(open.record.id), described);
    },
    export: async ({ description, language }) => {
      const texts = await loadTexts(language);
      const file = await person.chooseFileToSave('table', 'topology');
      if (file === undefined) return false;
      await writeChosenFile(file, topologyCsv(answerTopology(description), texts));
      return true;
    },
  };
}
