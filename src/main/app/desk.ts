/** The workbench as it is: preferences, the list of customers, and the one that is open. */
import { join } from 'node:path';
import { CodedError, appError } from '../../shared/errors';
import type { DiagnosedFile, Diagnosis } from '../../shared/diagnosis';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { AppView, LogLineView } from '../../shared/ipc/views';
import type { Plan } from '../../core/model/plan';
import { isSignInAllowed } from '../../shared/policy';
import { Customers } from './customers';
import { loadCarried, saveCarried } from './carry-files';
import { CustomerDesk } from './customer-desk';
import { CustomerDraft } from './customer-draft';
import { saveChosen } from './customer-file';
import type { DeskOptions } from './desk-options';
import { withInputs } from './inputs';
import type { Doctor } from './doctor';
import { KeysDesk } from './keys-desk';
import { linkAddress } from './link-address';
import type { OpenCustomer } from './open-customer';
import { appView } from './projection/customer-view';
import { PlanDesk } from './plan-desk';
import type { Scripts } from './projection/plan-view';
import { HistoryDesk } from './history-desk';
import { ReportDesk } from './report-desk';
import { askAndContinue, askAndStart, askAndVerify } from './run-questions';
import { SettingsDesk, settingsOf } from './settings-desk';
import { TenantDesk } from './tenant-desk';
import type { UpdateDesk } from './update-desk';
import type { Workbench, WorkbenchLife } from './workbench';

const HOUR_MS = 3_600_000;

/** Implements what the window asks for. */
export class Desk implements Workbench, WorkbenchLife {
  /** The list of customers, and the open one's profile. */
  readonly profiles: CustomerDesk;
  /** How the open customer's tenant is signed in to. */
  readonly tenant: TenantDesk;
  /** What is typed for a new customer. */
  readonly draft: CustomerDraft;
  private readonly customers: Customers;
  private sequence = 0;
  private scripts: { readonly plan: Plan; readonly texts: Scripts } | undefined;

  constructor(private readonly options: DeskOptions) {
    const onChange = (): void => this.changed();
    this.customers = new Customers({ ...options, onChange });
    const { person, showFile } = options.tools;
    this.draft = new CustomerDraft(options.dataFolder);
    this.tenant = new TenantDesk(this.customers, person);
    this.profiles = new CustomerDesk({
      ...options,
      customers: this.customers,
      person,
      showFile,
      onChange,
    });
  }

  /** Reads the list of customers. */
  async load(): Promise<void> {
    await this.customers.load();
  }

  snapshot(): AppView {
    const { preferences, productVersion, dataFolder, practiceOnly } = this.options;
    const open = this.customers.open;
    return appView(
      {
        sequence: this.sequence,
        language: preferences.values.language,
        theme: preferences.values.theme,
        firstRun: preferences.values.firstRun,
        powershell: preferences.values.powershell ?? null,
        practiceDirect: preferences.values.practiceDirect ?? false,
        settings: settingsOf(preferences.values),
        credential: this.options.credentials.view,
        productVersion,
        dataFolder,
        practiceOnly: practiceOnly || preferences.policy.values.PracticeOnly === true,
        policy: preferences.policy,
        customers: this.customers.rows,
        customersLoading: this.customers.isLoading,
        importing: this.profiles.importing,
        open: open === null ? null : open.state,
        doctor: this.options.doctor.view,
        download: this.options.updates.view,
      },
      (state) => this.scriptsOf(state.session.plan),
    );
  }

  logLines(after: number): readonly LogLineView[] {
    return this.options.log.after(after);
  }

  /** The settings of this installation. */
  get settings(): SettingsDesk {
    const { preferences, dataFolder, tools } = this.options;
    return new SettingsDesk({
      preferences,
      dataFolder,
      person: tools.person,
      openPath: tools.openPath,
      onPowerShell: () => this.customers.reconnect((record) => record),
      onChange: () => {
        tools.onPreferences();
        this.changed();
      },
    });
  }

  async openPractice(input: ChannelInput<'customer.practice'>): Promise<void> {
    await this.customers.openPractice(input);
  }

  async createCustomer(input: ChannelInput<'customer.create'>): Promise<void> {
    await this.customers.create(input);
    await this.draft.keep(null);
  }

  async changeConnection(input: ChannelInput<'customer.connection'>): Promise<void> {
    const { exchangeServer, skypeServer, ...connection } = input;
    await this.customers.reconnect(({ skypeServer: _before, ...record }) => ({
      ...record,
      exchangeServer,
      ...(skypeServer === '' ? {} : { skypeServer }),
      connection,
    }));
  }

  async readCollected(): Promise<void> {
    const open = this.opened();
    const folder = await this.options.tools.person.chooseCollectedFolder();
    if (folder !== undefined) open.startReadingFolder(folder);
  }

  answerCredential(input: ChannelInput<'credential.answer'>): void {
    this.options.credentials.answer(input);
  }

  async openCustomer(id: string): Promise<void> {
    await this.customers.openStored(id);
  }

  async closeCustomer(): Promise<void> {
    await this.customers.close();
  }

  async forgetCustomer(id: string): Promise<void> {
    const { person } = this.options.tools;
    const { name } = this.customers.find(id);
    const folder = join(this.options.dataFolder, 'customers', id);
    if (await person.confirmForget(name, folder)) await this.customers.forget(id);
  }

  async changeInputs(input: ChannelInput<'customer.inputs'>): Promise<void> {
    const open = this.opened();
    await open.change(withInputs(open.session.state.record, input));
  }

  signIn(method: 'browser' | 'device-code'): void {
    const open = this.opened();
    if (!isSignInAllowed(method, this.options.policy()))
      throw new CodedError(appError('HX-RULESIGNIN', { way: method }));
    if (this.options.practiceOnly && open.connection.lab === null) {
      const detail = `Electron ${process.versions.electron} is out of support: practice only`;
      throw new CodedError(appError('HX-SIGNIN', { reason: 'other' }, detail));
    }
    open.connection.askAgain();
    const { signIn } = open.connection;
    // Its end, good or bad, is a state of the sign-in and shows in the view.
    void (method === 'browser' ? signIn.withBrowser() : signIn.withDeviceCode());
  }

  cancelSignIn(): void {
    this.opened().connection.signIn.cancel();
  }

  async signOut(): Promise<void> {
    await this.opened().connection.signIn.signOut();
  }

  read(): void {
    this.opened().startReading();
  }

  cancelRead(): void {
    this.opened().cancelReading();
  }

  async makePlan(): Promise<void> {
    await this.opened().makePlan();
  }

  async savePlan(): Promise<void> {
    const plan = this.plan();
    const name = `${plan.customer}-${plan.fingerprint}`;
    await saveChosen(this.options.tools.person, 'plan', name, `${JSON.stringify(plan, null, 2)}\n`);
  }

  async saveScript(which: 'script' | 'undo'): Promise<void> {
    const plan = this.plan();
    const { script, undoScript } = this.scriptsOf(plan);
    const [end, text] = which === 'undo' ? ['-undo', undoScript] : ['', script];
    const name = `${plan.customer}-${plan.fingerprint}${end}`;
    await saveChosen(this.options.tools.person, which, name, text);
  }

  async saveCarried(input: ChannelInput<'carry.save'>): Promise<void> {
    await saveCarried(this.opened(), this.options.tools.person, input);
  }

  async loadCarried(): Promise<void> {
    await loadCarried(this.opened(), this.options.tools.person);
  }

  async startRun(input: ChannelInput<'run.start'>): Promise<void> {
    await askAndStart(this.opened(), this.options.tools.person, input);
  }

  async continueRun(): Promise<void> {
    await askAndContinue(this.opened(), this.options.tools.person);
  }

  async closeRun(): Promise<void> {
    await this.opened().closeRun();
  }

  async verify(input: ChannelInput<'verify.start'>): Promise<void> {
    await askAndVerify(this.opened(), this.options.tools.person, input);
  }

  async planUndo(run: string): Promise<void> {
    await this.opened().planUndo(run);
  }

  async diagnoseText(text: string): Promise<Diagnosis> {
    return (await import('./diagnose-text')).diagnoseText(text);
  }

  async diagnoseFile(): Promise<DiagnosedFile | null> {
    const file = await this.options.tools.person.chooseTextFile();
    return file === undefined ? null : (await import('./diagnose-text')).diagnoseFile(file);
  }

  async resetLab(input: ChannelInput<'lab.reset'>): Promise<void> {
    await this.customers.resetPractice(input);
  }

  async setLabFault({ name, on }: ChannelInput<'lab.fault'>): Promise<void> {
    await this.opened().controlLab({ op: 'fault', name, on });
  }

  async advanceLab(hours: number): Promise<void> {
    await this.opened().controlLab({ op: 'advance', milliseconds: hours * HOUR_MS });
  }

  get doctor(): Doctor {
    return this.options.doctor;
  }

  get updates(): UpdateDesk {
    return this.options.updates;
  }

  get keys(): KeysDesk {
    return new KeysDesk(this.opened(), this.options.tools.person);
  }

  get plans(): PlanDesk {
    const { rehearsals, tools } = this.options;
    return new PlanDesk(this.opened(), tools.person, this.customers, rehearsals);
  }

  get reports(): ReportDesk {
    return new ReportDesk(this.opened(), this.options);
  }

  get history(): HistoryDesk {
    return new HistoryDesk(this.opened(), this.options);
  }

  /** The open customer; null where none is open. */
  get openCustomerNow(): OpenCustomer | null {
    return this.customers.open;
  }

  async openLink({ id }: ChannelInput<'link.open'>): Promise<void> {
    await this.options.tools.openDocument(linkAddress(id));
  }

  async copy(text: string): Promise<void> {
    await this.options.tools.copy(text);
  }

  get isRunning(): boolean {
    return this.customers.open?.isRunning === true;
  }

  async finishCommand(): Promise<void> {
    await this.customers.open?.finishCommand();
  }

  async dispose(): Promise<void> {
    this.options.updates.cancel();
    await this.customers.dispose();
  }

  /** Tells the window that something is to be shown. */
  changed(): void {
    this.sequence += 1;
    this.options.onChange();
  }

  private opened(): OpenCustomer {
    const { open } = this.customers;
    if (open === null) throw new CodedError(appError('HX-IPC'));
    return open;
  }

  private plan(): Plan {
    const { plan } = this.opened().session.state;
    if (plan === null) throw new CodedError(appError('HX-IPC'));
    return plan;
  }

  private scriptsOf(plan: Plan | null): Scripts {
    if (plan === null) return { script: '', undoScript: '' };
    const { record } = this.opened().session.state;
    if (this.scripts?.plan !== plan)
      this.scripts = { plan, texts: this.options.renderScripts(plan, record) };
    return this.scripts.texts;
  }
}
