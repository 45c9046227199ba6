/** Erases what is known of a person's upload, and nothing of the proof that it was processed. */
export interface UploadEraser {
  /**
   * Erases an upload's record and the results of its steps; `false` where there is nothing of that id. A redelivery or a
   * replay of its callback brings nothing back. The statistics keep its size and type, which name nobody.
   */
  forget(id: string): Promise<boolean>;
}
