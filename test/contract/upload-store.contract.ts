import { testCrashes } from './upload-store/crashes.ts';
import { testListing } from './upload-store/listing.ts';
import { testRecording } from './upload-store/recording.ts';
import { testRetention } from './upload-store/retention.ts';
import type { CreateStoreUnderTest } from './upload-store/set-up.ts';
import { testStatistics } from './upload-store/statistics.ts';

/** The suite that every adapter of the store must pass. */
export function testUploadStore(name: string, create: CreateStoreUnderTest): void {
  describe(`UploadStore contract: ${name}`, () => {
    testRecording(create);
    testStatistics(create);
    testListing(create);
    testRetention(create);
    testCrashes(create);
  });
}
