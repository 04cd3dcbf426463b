import type { CustomerStore } from '../../../core/ports';

/** The store of one window: what it changes in the list of customers is told to the others. */
export function watchedStore(store: CustomerStore, onList: () => void): CustomerStore {
  const told =
    <Words extends readonly unknown[], Answer>(work: (...words: Words) => Promise<Answer>) =>
    async (...words: Words): Promise<Answer> => {
      const answer = await work(...words);
      onList();
      return answer;
    };
  return {
    ...store,
    save: told(store.save),
    remove: told(store.remove),
    saveVerification: told(store.saveVerification),
    createRun: told(store.createRun),
    lock: async (id) => told(await store.lock(id)),
  };
}
