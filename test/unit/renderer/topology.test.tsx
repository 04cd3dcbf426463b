import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { arrowLine, placesOf } from '../../../src/renderer/screens/topology/geometry';
import { splitNames } from '../../../src/renderer/screens/topology/relevant';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { answerTopology } from '../../../src/core/topology/answer';
import { appError } from '../../../src/shared/errors';
import { FIRST_TOPOLOGY, topologySchema } from '../../../src/shared/topology';
import { appView, customerView } from './fixtures';
import { show, type Shown } from './render';

const find = (testid: string): Promise<HTMLElement> => screen.findByTestId(testid);
const press = async (testid: string): Promise<void> => userEvent.click(await find(testid));
const type = async (field: string, value: string): Promise<void> => {
  fireEvent.change(await find(testId.topologyInput(field)), { target: { value } });
};
const lastOf = ({ bridge }: Shown, channel: string): unknown =>
  bridge.calls.filter((call) => call.channel === channel).at(-1)?.input;

describe('the topology screen', () => {
  it('is reached without a customer, and answers an example', async () => {
    await show(appView(null), 'customers');
    await press(testId.nav('topology'));
    expect(await find(testId.topologyWay('tenant-exchange'))).toBeTruthy();
    expect(screen.queryByTestId(TEST_IDS.topologySave)).toBeNull();
    expect((await find(testId.topologyColumn('D'))).textContent).toMatch(/^Example/);
    expect((await find(testId.topologyColumn('D'))).textContent).toContain('Ended Jul 31, 2021');
    const table = await find(TEST_IDS.topologyTable);
    expect(within(table).getAllByRole('row')).toHaveLength(18);
    expect((await find(TEST_IDS.topologyChanges)).textContent).toContain('4 features turn on');
  });

  it('follows each change, and asks only what matters for it', async () => {
    const shown = await show(appView(null), 'topology');
    await find(testId.topologyWay('tenant-exchange'));
    expect(screen.queryByTestId(testId.topologyInput('pool'))).toBeNull();
    await press(testId.topologyChoice('users', 'on-premises'));
    // From the first change on it is the person's own.
    await waitFor(() =>
      expect(screen.getByTestId(TEST_IDS.topologyTable).textContent).toContain('Yours'),
    );
    await type('pool', 'pool01.contoso.com');
    await type('sipDomains', 'contoso.com, fabrikam.com');
    await press(testId.topologyChoice('exchange', '2016'));
    expect(await find(testId.topologyWay('sfb-server-exchange'))).toBeTruthy();
    await waitFor(() =>
      expect(screen.getByTestId(TEST_IDS.topologyComputed).textContent).toContain(
        'https://pool01.contoso.com/metadata/json/1',
      ),
    );
    await press(testId.topologyCopy('issuer-subject'));
    expect(lastOf(shown, 'clipboard.write')).toEqual({ text: 'CN=contoso.com' });
    // What is no longer shown is not sent.
    await press(testId.topologyChoice('users', 'online'));
    expect(lastOf(shown, 'topology.answer')).toMatchObject({ pool: '', sipDomains: [], skype: [] });
  });

  it('has a picture with its text for each scenario, and says where documents disagree', async () => {
    await show(appView(null), 'topology');
    const pictures = await find(TEST_IDS.topologyPictures);
    const images = within(pictures).getAllByRole('img', { hidden: true });
    expect(images).toHaveLength(4);
    for (const image of images)
      expect(image.getAttribute('aria-label')?.length).toBeGreaterThan(60);
    const archiving = await find(testId.topologyContradiction('archiving'));
    expect(archiving.textContent).toContain(
      'Configure Integration and OAuth between Skype for Business Online',
    );
    expect(archiving.textContent).toContain('follows the table');
  });

  it('saves with the open customer and exports in the window’s language', async () => {
    const shown = await show(appView(customerView()), 'topology');
    await press(testId.topologyChoice('mailboxes', 'both'));
    await press(TEST_IDS.topologySave);
    expect((await find(TEST_IDS.topologySaved)).textContent).toContain('hand-over report');
    const described = { ...FIRST_TOPOLOGY, mailboxes: 'both' };
    expect(lastOf(shown, 'topology.save')).toEqual(described);
    await press(TEST_IDS.topologyExport);
    expect(lastOf(shown, 'topology.export')).toEqual({ description: described, language: 'en' });
    await press(testId.topologyChoice('finished', 'tenant-exchange'));
    expect(screen.queryByTestId(TEST_IDS.topologySaved)).toBeNull();
    expect((await find(TEST_IDS.topologyChanges)).textContent).toContain('Nothing in the table');
  });

  it('says why when the saved description cannot be read, and still works', async () => {
    const shown = await show(appView(customerView()), 'customers');
    const error = appError('HX-FILE', { path: 'topology.json' });
    shown.bridge.answer('topology.start', { ok: false, error });
    await press(testId.nav('topology'));
    expect(await find(testId.topologyWay('tenant-exchange'))).toBeTruthy();
    expect((await find(TEST_IDS.problem)).textContent).toContain('topology.json');
  });
});

describe('typed SIP domains', () => {
  it('are separated by what people type, and never more than fit', () => {
    expect(splitNames(' a.com, b.com;c.com\td.com、e.com ')).toEqual([
      'a.com',
      'b.com',
      'c.com',
      'd.com',
      'e.com',
    ]);
    const many = splitNames('x '.repeat(300));
    const parsed = v.safeParse(topologySchema, { ...FIRST_TOPOLOGY, sipDomains: many });
    expect(parsed.success).toBe(true);
  });
});

describe('a picture of trust', () => {
  const pictures = answerTopology(FIRST_TOPOLOGY).pictures;

  it.each(pictures)('$id: every arrow stands apart, inside the picture', (picture) => {
    const places = placesOf(picture);
    const middles = picture.arrows.map((arrow) => arrowLine(arrow, places, picture.arrows)?.middle);
    for (const [index, middle] of middles.entries()) {
      expect(middle?.x).toBeGreaterThan(10);
      expect(middle?.x).toBeLessThan(470);
      for (const other of middles.slice(index + 1)) {
        const distance = Math.hypot(
          (middle?.x ?? 0) - (other?.x ?? 0),
          (middle?.y ?? 0) - (other?.y ?? 0),
        );
        // Twice the radius of a number.
        expect(distance).toBeGreaterThan(20);
      }
    }
  });
});
