import type { World } from '../world';
import type { Grants } from './grants';
import type { TokenSigner } from './tokens';

/** What the tenant's endpoints need to answer. */
export interface TenantContext {
  readonly world: World;
  readonly signer: TokenSigner;
  readonly grants: Grants;
  /** `https://localhost:PORT`. */
  readonly origin: string;
}
