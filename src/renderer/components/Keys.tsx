import { Fragment } from 'react';
import { keysText } from '../app/key-name';
import { useTranslator } from '../i18n/translator';

/** Keys to press, and the others that do the same. */
export function Keys({ keys, or }: { keys: readonly string[]; or: string }) {
  const { language } = useTranslator();
  return (
    <span className="keys-shown">
      {keys.map((each, index) => (
        <Fragment key={each}>
          {index > 0 && <span className="muted"> {or} </span>}
          <kbd translate="no">{keysText(each, language)}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
