/** Channels of practising → their desk. */
import type { ChannelInput } from '../../shared/ipc/contract';
import type { PracticeDesk } from '../app/practice-desk';

/** Makes their handlers. */
export function practiceHandlers(desk: () => Promise<PracticeDesk>) {
  return {
    'practice.progress': async () => (await desk()).progress(),
    'practice.keep': async (progress: ChannelInput<'practice.keep'>) => {
      (await desk()).keep(progress);
      return null;
    },
    'practice.world': async () => (await desk()).world(),
    'practice.edit': async ({ edit }: ChannelInput<'practice.edit'>) => {
      await (await desk()).edit(edit);
      return null;
    },
    'practice.drill': async ({ id }: ChannelInput<'practice.drill'>) => {
      await (await desk()).drill(id);
      return null;
    },
    'practice.mend': async ({ id }: ChannelInput<'practice.mend'>) => {
      await (await desk()).mend(id);
      return null;
    },
    'practice.example': async () => (await desk()).example(),
    'practice.attach': async () => {
      await (await desk()).attach();
      return null;
    },
    'practice.attached': async () => (await desk()).attached(),
  };
}
