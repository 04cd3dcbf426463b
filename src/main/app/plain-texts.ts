/**
 * The few texts that must be there when nothing else is: the crash page and the box of a fault. They are code, not a
 * catalogue, so that a damaged bundle, catalogue or translator cannot take them along.
 */
import type { Language } from '../../shared/languages';

/** Texts of one language. */
export interface PlainTexts {
  readonly crash: {
    readonly title: string;
    readonly why: string;
    readonly safe: string;
    readonly id: string;
    readonly log: string;
    readonly again: string;
  };
  readonly fault: {
    readonly message: string;
    readonly safe: string;
    readonly next: string;
    readonly id: string;
    readonly copy: string;
    readonly folder: string;
    readonly close: string;
  };
}

const en: PlainTexts = {
  crash: {
    title: 'This window stopped working',
    why: 'A part of the window failed and could not be shown again. The log says which.',
    safe: 'Work under way is not affected: the journal of your run is kept, and no command runs twice.',
    id: 'Id in the log',
    log: 'Log',
    again: 'Load the window again',
  },
  fault: {
    message: 'Something went wrong inside Crossprem.',
    safe: 'Your run’s journal was not touched: what was done is on record, and no command runs twice.',
    next: 'Crossprem goes on. Restart it when no run is under way.',
    id: 'Id in the log:',
    copy: 'Copy details',
    folder: 'Open the log folder',
    close: 'Close',
  },
};

const fr: PlainTexts = {
  crash: {
    title: 'Cette fenêtre ne fonctionne plus',
    why: 'Une partie de la fenêtre a échoué et n’a pas pu être affichée de nouveau. Le journal technique indique laquelle.',
    safe: 'Le travail en cours n’est pas touché\u00A0: le journal de votre exécution est conservé et aucune commande ne s’exécute deux fois.',
    id: 'Identifiant dans le journal technique',
    log: 'Journal technique',
    again: 'Recharger la fenêtre',
  },
  fault: {
    message: 'Une erreur s’est produite dans Crossprem.',
    safe: 'Le journal de votre exécution n’a pas été touché\u00A0: ce qui a été fait est consigné et aucune commande ne s’exécute deux fois.',
    next: 'Crossprem continue. Redémarrez-le quand aucune exécution n’est en cours.',
    id: 'Identifiant dans le journal technique\u00A0:',
    copy: 'Copier les détails',
    folder: 'Ouvrir le dossier du journal technique',
    close: 'Fermer',
  },
};

const zh: PlainTexts = {
  crash: {
    title: '此視窗已停止運作',
    why: '視窗的某個部分失敗，無法再次顯示。記錄檔說明是哪個部分。',
    safe: '進行中的工作不受影響：執行的日誌完整保留，也不會重複執行任何命令。',
    id: '記錄檔中的識別碼',
    log: '記錄檔',
    again: '重新載入視窗',
  },
  fault: {
    message: 'Crossprem 內部發生錯誤。',
    safe: '執行的日誌未受影響：已完成的動作都有記錄，也不會重複執行任何命令。',
    next: 'Crossprem 會繼續運作。請在沒有執行進行時重新啟動。',
    id: '記錄檔中的識別碼：',
    copy: '複製詳細資料',
    folder: '開啟記錄檔資料夾',
    close: '關閉',
  },
};

const ALL: Readonly<Record<Language, PlainTexts>> = { en, fr, 'zh-TW': zh };

/** The texts of a language. */
export function plainTexts(language: Language): PlainTexts {
  return ALL[language];
}
