// Speaks PowerShell's prompt and the bridge's protocol, and misbehaves on demand. Plain Node, no dependencies.
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const net = require('node:net');
const http = require('node:http');
const { spawn } = require('node:child_process');
const { createInterface } = require('node:readline');
const { join } = require('node:path');

/** A practice lab that is named beside this program is the only Exchange organisation that can be reached from here. */
const LAB_FILE = join(__dirname, 'lab.json');
const lab = existsSync(LAB_FILE) ? JSON.parse(readFileSync(LAB_FILE, 'utf8')) : undefined;

if (!process.argv.includes('-NonInteractive') || !process.argv.includes('-NoProfile'))
  process.exit(64);
const state = {
  pending: [],
  secrets: {},
  cancel: '',
  source: 'none',
  practice: undefined,
  idle: false,
};
const lines = [];
let wake = () => undefined;
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  lines.push(line);
  wake();
});
input.on('close', () => {
  lines.push(undefined);
  wake();
});
const next = async () => {
  while (lines.length === 0)
    await new Promise((resolve) => {
      wake = resolve;
    });
  return lines.shift();
};
const write = (stream, text) => new Promise((resolve) => stream.write(text, resolve));
const decode = (text) => Buffer.from(text, 'base64').toString('utf8');
const valueOf = (given) =>
  given.t === 's'
    ? decode(given.v)
    : given.t === 'l'
      ? given.v.map(decode)
      : given.t === 'z'
        ? null
        : given.v;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sessions that were opened and closed, in the folder that the shell was started in. */
const note = (text) => appendFileSync('sessions.txt', `${text}\n`);
function closeSession(how) {
  if (state.source === 'exchange') note(how);
  state.source = 'none';
}

function connectChannel({ name, nonce }) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(name, () => {
      socket.write(`${nonce}\n`);
      resolve();
    });
    socket.on('error', reject);
    socket.on('close', () => process.exit(75));
    createInterface({ input: socket }).on('line', (line) => {
      const [word, ...rest] = line.split(' ');
      if (word === 'cancel') state.cancel = rest[0];
      if (word === 'close') closeSession('closed through the pipe');
      if (word === 'secret') state.secrets[rest[0]] = decode(rest[2]);
      socket.write('ok\n');
    });
  });
}

/** One request: reply lines are collected in pages, as the bridge does. */
class Reply {
  constructor(request) {
    this.request = request;
    this.sequence = 0;
    this.written = 0;
    this.items = 0;
    this.errors = 0;
    this.cancelled = false;
    this.cut = Infinity;
    this.skip = 0;
  }
  async send(object) {
    if (this.written < 700000 && state.pending.length === 0) await this.write(object);
    else state.pending.push(object);
  }
  async write(object) {
    this.sequence += 1;
    if (this.sequence === this.skip) this.sequence += 1;
    const payload = Buffer.from(JSON.stringify(object)).toString('base64');
    this.written += payload.length;
    const line = `${this.request.nonce}|${this.sequence}|${payload}\n`;
    if (line.length > this.cut) {
      await write(process.stdout, line.slice(0, this.cut));
      process.exit(0);
    }
    this.cut -= line.length;
    await write(process.stdout, line);
  }
  async item(...values) {
    if (state.cancel === this.request.id) {
      this.cancelled = true;
      throw new Error('cancelled');
    }
    this.items += values.length;
    const json = values.map((value) => JSON.stringify(value)).join(',');
    if (json.length < 96000) return this.send({ k: 'item', values });
    for (let at = 0; at < json.length; at += 48000)
      await this.send({
        k: 'part',
        text: json.slice(at, at + 48000),
        last: at + 48000 >= json.length,
      });
  }
  async error(
    message,
    fqid = 'Fault',
    type = 'System.InvalidOperationException',
    category = 'NotSpecified',
  ) {
    this.errors += 1;
    await this.send({ k: 'error', fqid, category, message, type, position: '' });
  }
  async done(id = this.request.id) {
    const { items, errors, cancelled } = this;
    await this.write({
      k: 'done',
      id,
      items,
      errors,
      more: state.pending.length > 0,
      cancelled,
      session: state.source === 'none' ? 'None' : 'Opened',
    });
  }
}

const PROMPT =
  'PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.';
const COMMANDS = {
  'Test-Echo': (reply, p) =>
    reply.item({
      Text: p.Text ?? '',
      List: p.List ?? null,
      Flag: p.Flag ?? false,
      Switch: p.Switch ?? false,
      HasLink: 'Link' in p,
      IsNull: (p.Link ?? null) === null,
    }),
  'Test-Streams': async (reply) => {
    await reply.item('one');
    await reply.send({ k: 'warning', text: 'a warning' });
    for (const text of ['a detail', 'a debug line', 'to the host', 'an information'])
      await reply.send({ k: 'verbose', text });
    await reply.error(
      'a mistake',
      'Mistake,Test-Streams',
      'Microsoft.PowerShell.Commands.WriteErrorException',
      'InvalidData',
    );
    await reply.item('two');
  },
  'Test-Fault': (reply, p) => reply.error(p.Text),
  'Test-Exit': (_reply, p) => process.exit(Number(p.Code)),
  'Test-Kill': () => {
    process.kill(process.pid, 'SIGKILL');
    return sleep(1000);
  },
  'Test-Stderr': async (reply) => {
    await write(process.stderr, 'native chatter\n');
    await reply.item('fine');
  },
  'Test-Sleep': async (reply, p) => {
    await sleep(Number(p.Milliseconds));
    await reply.item('awake');
  },
  'Test-Tick': async (reply, p) => {
    for (const until = Date.now() + Number(p.Milliseconds); Date.now() < until;) {
      await sleep(20);
      await reply.item('tick');
    }
  },
  'Test-Prompt': (reply) => reply.error(PROMPT, 'InvalidOperation'),
  'Test-Confirm': (reply) => reply.error(PROMPT, 'InvalidOperation'),
  'Test-Mandatory': (reply) =>
    reply.error(
      'Cannot process command because of one or more missing mandatory parameters: Name.',
      'MissingMandatoryParameter',
    ),
  'Test-StdIn': async (reply) => {
    await next();
    await reply.item('eaten');
  },
  'Test-Large': (reply, p) => reply.item('x'.repeat(Number(p.Count))),
  'Test-Many': async (reply, p) => {
    for (let at = 0; at < Number(p.Count); at += 1000)
      await reply.item(
        ...Array.from({ length: Math.min(1000, Number(p.Count) - at) }, (_value, index) => ({
          Number: at + index,
          Name: `object ${at + index}`,
        })),
      );
  },
  'Test-Console': async (reply) => {
    await write(process.stdout, 'no line endaaaa|1|eyJrIjoiZG9uZSJ9\nmore');
    await reply.item('fine');
  },
  'Test-Flood': async (reply, p) => {
    for (let at = 0; at < 16 * Number(p.Megabytes); at += 1)
      await write(process.stdout, `${'y'.repeat(65536)}\n`);
    await reply.item('after');
  },
  'Test-Child': async () => {
    const child = spawn('sleep', ['300'], { stdio: 'ignore' });
    await write(process.stdout, `child ${child.pid}\n`);
    await sleep(60000);
  },
  'Test-Lone': (reply) =>
    reply.error('Unable to translate Unicode character', 'EncoderFallbackException'),
  'Test-Cut': async (reply, p) => {
    reply.cut = Number(p.Count);
    await reply.item({ Text: 'some value' });
  },
  'Test-Skip': async (reply) => {
    reply.skip = 2;
    await reply.item('one');
    await reply.item('two');
  },
  'Test-WrongId': async (reply) => {
    await reply.item('one');
    await reply.done('another');
    return 'no done';
  },
  'Test-NoDone': async (reply) => {
    await reply.item('one');
    return 'no done';
  },
  'Test-Fewer': async (reply) => {
    await reply.item('one');
    reply.items += 1;
  },
  // From now on the session is closed, as a server does with one that is idle; it shows at the next command.
  'Test-Idle': async (reply) => {
    await reply.item('idle from now on');
    state.idle = true;
  },
  'Test-Hang': () => {
    for (;;);
  },
  'Test-Broken': (reply) => {
    state.source = 'none';
    return reply.error(
      'The WinRM client lost the connection.',
      'PSSessionStateBroken',
      'System.Management.Automation.Remoting.PSRemotingTransportException',
    );
  },
};

function postToLab(path, value) {
  const body = JSON.stringify(value);
  return new Promise((resolve, reject) => {
    const call = http.request(
      `${state.practice}${path}`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${state.secrets.practice}`,
          'content-type': 'application/json',
        },
      },
      (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (part) => {
            text += part;
          })
          .on('end', () => resolve(JSON.parse(text)))
          .on('error', reject);
      },
    );
    call.on('error', reject).end(body);
  });
}

async function invoke(reply, request) {
  if (state.idle) return reply.error('Broken', 'Crossprem.SessionGone', 'Crossprem.Bridge');
  const parameters = Object.fromEntries(
    request.parameters.map((given) => [given.n, valueOf(given)]),
  );
  const command =
    (state.source === 'exchange' && EXCHANGE[request.command]) || COMMANDS[request.command];
  if (command) return command(reply, parameters);
  if (state.practice === undefined)
    return reply.error(
      'not recognized',
      'CommandNotFoundException',
      'System.Management.Automation.CommandNotFoundException',
    );
  try {
    const answer = await postToLab('/shell', {
      shell: 'exchange',
      command: request.command,
      parameters,
      requestId: request.id,
    });
    for (const text of answer.warnings) await reply.send({ k: 'warning', text });
    for (const item of answer.items) await reply.item(item);
    if (answer.error)
      await reply.error(
        answer.error.message,
        answer.error.fullyQualifiedErrorId,
        answer.error.exceptionType,
        answer.error.category,
      );
  } catch (error) {
    const refused =
      error.code === 'ECONNREFUSED' ? 'CannotConnect,PSSessionOpenFailed' : 'PSSessionStateBroken';
    await reply.error(
      error.message,
      refused,
      'System.Management.Automation.Remoting.PSRemotingTransportException',
    );
  }
}

/** What a session says that does not open, by server: id and published text. */
const SESSIONS = {
  'mail.contoso.lab': [
    'The following error with errorcode 0x80090322 occurred while using Kerberos authentication.',
    '-2144108387,PSSessionOpenFailed',
  ],
  'full.contoso.lab': [
    'The maximum number of concurrent shells for this user has been exceeded.',
    '-2144108060,PSSessionOpenFailed',
  ],
  'nolang.contoso.lab': [
    'The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.',
    'ScriptsNotAllowed',
  ],
  'gone.contoso.lab': [
    'The server name cannot be resolved.',
    'ComputerNotFound,PSSessionOpenFailed',
  ],
  'denied.contoso.lab': ['Access is denied.', 'AccessDenied,PSSessionOpenFailed'],
};

/** Commands of an Exchange session. With an expired auth certificate the rows hold their bytes and nothing else. */
const EXCHANGE = {
  'Get-AcceptedDomain': (reply) =>
    reply.item({ DomainName: 'contoso.com', DomainType: 'Authoritative', Default: true }),
  'Get-ExchangeCertificate': (reply) => reply.item({ RawData: { $bytes: 'MIIB' } }),
};

async function perform(reply, request) {
  switch (request.op) {
    case 'hello':
      await connectChannel(request.channel);
      return reply.item({
        protocol: 1,
        edition: 'Core',
        version: '7.0.0',
        languageMode: 'FullLanguage',
        culture: 'en-US',
        uiCulture: 'en-US',
        executionPolicy: 'Bypass',
        processId: process.pid,
        host: 'STAND-IN',
        modules: [],
      });
    case 'echo':
      return reply.item(...request.parameters.map(valueOf));
    case 'connect-practice':
      state.practice = request.endpoint;
      state.source = 'practice';
      return undefined;
    case 'connect-module':
      state.source = 'module';
      return undefined;
    case 'connect-exchange': {
      const isElsewhere = lab !== undefined && request.server !== lab.server;
      const refusal = SESSIONS[isElsewhere ? 'gone.contoso.lab' : request.server];
      if (refusal) return reply.error(...refusal);
      if (lab !== undefined) {
        state.practice = lab.endpoint;
        state.secrets.practice = lab.secret;
        state.source = 'practice';
        return undefined;
      }
      state.source = 'exchange';
      state.idle = request.server === 'idle.contoso.lab';
      note('opened');
      return undefined;
    }
    case 'disconnect':
      closeSession('closed');
      return undefined;
    case 'invoke':
      return invoke(reply, request);
    case 'rights': {
      const { commands } = await postToLab('/rights', {});
      for (const command of Object.keys(commands))
        await reply.item({ command, found: true, missing: [] });
      return undefined;
    }
    default:
      return reply.error(request.op, 'Crossprem.OperationNotKnown', 'Crossprem.Bridge');
  }
}

async function runRequest(request) {
  const reply = new Reply(request);
  if (request.op === 'next') {
    while (state.pending.length > 0 && reply.written < 700000)
      await reply.write(state.pending.shift());
    return reply.done();
  }
  state.pending = [];
  let end;
  try {
    end = await perform(reply, request);
  } catch (error) {
    if (!reply.cancelled) await reply.error(error.message);
  }
  if (end !== 'no done') await reply.done();
}

/** What a person would type: a test command with quoted values, or a script of such lines. */
async function runTyped(line) {
  const script = /^\. '([^']+)'$/.exec(line);
  if (script) {
    for (const each of readFileSync(script[1], 'utf8').split('\n')) await runLine(each);
    return;
  }
  const typed = /^(Test-\w+)((?: -\w+ '[^']*')*)$/.exec(line);
  if (!typed) return;
  const given = [...typed[2].matchAll(/ -(\w+) '([^']*)'/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const reply = { item: (value) => write(process.stdout, `${JSON.stringify(value)}\n`) };
  await COMMANDS[typed[1]](reply, Object.fromEntries(given));
}

async function runLine(line) {
  const printed = /^\[Console\]::(Out|Error)\.WriteLine\("(\w+)"\)$/.exec(line);
  const request = /^Invoke-CrosspremRequest '([A-Za-z0-9+/=]+)'$/.exec(line);
  if (printed)
    await write(printed[1] === 'Out' ? process.stdout : process.stderr, `${printed[2]}\n`);
  else if (request) await runRequest(JSON.parse(decode(request[1])));
  else await runTyped(line);
}

(async () => {
  for (;;) {
    const line = await next();
    if (line === undefined) process.exit(0);
    await runLine(line);
  }
})();
