/** Id and folder name of the practice customer. */
export const PRACTICE_ID = 'practice';
