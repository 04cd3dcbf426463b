/** A stored customer that is no practice. The old runtime of the tests makes none itself, and opens what is there. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { testId } from '../../../src/renderer/testids';
import { newDataFolder } from './launch';

/** What its file says; the rest is usual. */
export interface StoredCustomer {
  readonly id: string;
  readonly name?: string;
  readonly tenantId: string;
  readonly tenantDomain: string;
  readonly exchangeServer: string;
  readonly connection?: { readonly exchange: string; readonly tenant: string };
}

/** A new data folder past the first run, with this customer in it. */
export function dataWithCustomer(
  customer: StoredCustomer,
  preferences: Readonly<Record<string, string>> = {},
): string {
  const data = newDataFolder();
  const folder = join(data, 'customers', customer.id);
  const usual = {
    format: 1,
    name: 'Contoso Ltd',
    practice: false,
    recipe: 'both',
    inputs: {},
    createdAt: '2026-01-12T08:00:00.000Z',
  };
  const past = { version: 1, language: 'en', theme: 'system', firstRun: false };
  writeFileSync(join(data, 'preferences.json'), JSON.stringify({ ...past, ...preferences }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'customer.json'), JSON.stringify({ ...usual, ...customer }));
  return data;
}

/** Opens it from the list of customers. */
export async function openCustomer(page: Page, id: string): Promise<void> {
  await page.getByTestId(testId.customerOpen(id)).click();
  await expect(page.getByTestId(testId.nav('overview'))).toBeVisible();
}
