/** Id and folder name of the practice customer. */
export const PRACTICE_ID = 'practice';

/** Id of the customer that is a copy of another one, for rehearsing a plan. */
export const REHEARSAL_ID = 'rehearsal';
