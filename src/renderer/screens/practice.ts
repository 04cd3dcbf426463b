import type { ChannelInput } from '../../shared/ipc/contract';

/** What the practice lab starts with when nothing else was chosen. */
export const PRACTICE_DEFAULT: ChannelInput<'customer.practice'> = { start: 'empty', seed: 7 };
