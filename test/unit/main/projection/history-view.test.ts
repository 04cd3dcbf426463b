import { expect, it } from 'vitest';
import { placeOfRun } from '../../../../src/main/app/projection/history-view';

it('names the computer that a run was carried to, with the shell of its side', () => {
  const place = 'EX01.contoso.com · Exchange Management Shell';
  expect(placeOfRun(place)).toBe(place);
  expect(placeOfRun(place, 'EX02')).toBe('EX02 · Exchange Management Shell');
  expect(placeOfRun('Microsoft Graph', 'ADMIN-PC')).toBe('ADMIN-PC · Microsoft Graph');
});
