import { openBench, startTestLab } from './test/integration/support/practice';
export default async function f() {
  const lab = await startTestLab({ start: 'empty' });
  const bench = await openBench(lab);
  await bench.session.read();
  for (const o of bench.session.state.observations!.values()) if (o.status==='not-read') console.log(o.request, JSON.stringify(o.error));
  await bench.remove(); await lab.stop();
  return [];
}
