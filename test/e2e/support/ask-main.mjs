/** Prints what an expression is worth in a main process: `ask-main.mjs INSPECTOR-ADDRESS EXPRESSION`. */
import { connect } from './inspector.mjs';

const [url = '', expression = ''] = process.argv.slice(2);
const inspector = await connect(url);
const { result, exceptionDetails } = await inspector.send('Runtime.evaluate', {
  expression,
  awaitPromise: true,
  returnByValue: true,
});
inspector.close();
if (exceptionDetails)
  throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
console.log(JSON.stringify(result.value ?? null));
