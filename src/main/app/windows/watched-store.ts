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
    save: told((...words) => store.save(...words)),
    remove: told((...words) => store.remove(...words)),
    saveVerification: told((...words) => store.saveVerification(...words)),
    createRun: told((...words) => store.createRun(...words)),
    lock: async (id) => told(await store.lock(id)),
  };
}
