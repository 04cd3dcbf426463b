/** Start states for the scenario between the tenant and Exchange. */
import { LAB_STARTS } from '../../../src/shared/lab';
import type { LabStart } from '../../../src/shared/lab';

/**
 * Exchange 2013 cannot have the dedicated application, so no run from there ends whole; the other two hold nothing for
 * this scenario that `no-oauth` does not. The rest of the pool's states stay: they have the pool's own partner
 * application, which has the same id as the cloud's.
 */
const OTHERS: readonly LabStart[] = ['sfb-lync-2013', 'sfb-empty', 'sfb-half'];

/** All the rest. */
export const TENANT_STARTS = LAB_STARTS.filter((start) => !OTHERS.includes(start));
