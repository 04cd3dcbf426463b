/** The practice organisation's published addresses: its lab answers for each of them below a path of its own. */
import type { HttpSend } from '../tenant';

/** The client that asks the lab instead of the host; the host is told in the path. */
export function practicePublished(authority: string, http: HttpSend): () => HttpSend {
  const { origin } = new URL(authority);
  return () => (request) => {
    const { host, pathname, search } = new URL(request.url);
    return http({ ...request, url: `${origin}/published/${host}${pathname}${search}` });
  };
}
