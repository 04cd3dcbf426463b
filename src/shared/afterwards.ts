/**
 * Waits for some work and then, whether it succeeded or failed, for what has to follow it: a lock's release, say.
 * @param work what was begun
 * @param next runs after it in either case; when it fails, its error is the one that is thrown
 * @returns what the work came to
 */
export async function afterwards<T>(work: Promise<T>, next: () => Promise<void>): Promise<T> {
  try {
    return await work;
  } finally {
    await next();
  }
}
