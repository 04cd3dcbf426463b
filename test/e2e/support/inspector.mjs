/** A small client of Node's inspector. Needs Node's WebSocket: `node --experimental-websocket` before Node 22. */

/**
 * @typedef {object} Inspector
 * @property {(method: string, params?: object) => Promise<any>} send
 * @property {(method: string, handle: (params: any) => void) => void} on
 * @property {() => void} close
 */

/**
 * @param {string} url
 * @returns {Promise<Inspector>}
 */
export async function connect(url) {
  const socket = new WebSocket(url);
  const answers = new Map();
  const handlers = new Map();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, method, params, result, error } = JSON.parse(String(data));
    if (method !== undefined) handlers.get(method)?.(params);
    const answer = answers.get(id);
    answers.delete(id);
    if (error !== undefined) answer?.reject(new Error(error.message));
    else answer?.resolve(result);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`No inspector at ${url}`)));
  });
  return {
    send: (method, params = {}) => {
      const id = ++last;
      const answered = new Promise((resolve, reject) => answers.set(id, { resolve, reject }));
      socket.send(JSON.stringify({ id, method, params }));
      return answered;
    },
    on: (method, handle) => handlers.set(method, handle),
    close: () => socket.close(),
  };
}
