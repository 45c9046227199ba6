import type { BuiltCallback } from '../../params/build-callback.ts';
import { objectiveCLiteral as literal } from './literals.ts';
import { FORM_SIGNED_ELSEWHERE, formFields, headerLines, SIGNED_ELSEWHERE } from './signed-elsewhere.ts';
import { lines, type SdkSnippets } from './snippet.ts';

function parameters({ callback, vars }: BuiltCallback): string {
  const entry = ([name, value]: [string, string | boolean]): string => {
    const written = typeof value === 'boolean' ? (value ? '@YES' : '@NO') : literal(value);
    return `    ${literal(name)}: ${written},`;
  };
  return lines(
    '// The SDK writes the JSON itself: escape for Objective-C only, not for JSON.',
    'NSDictionary *callbackParam = @{',
    ...Object.entries(callback).map(entry),
    '};',
    'NSDictionary *callbackVar = @{',
    ...Object.entries(vars).map(entry),
    '};',
  );
}

const upload = (request: string, call: string): string =>
  lines(
    request,
    'request.bucketName = bucketName;',
    'request.objectKey = objectKey;',
    'request.uploadingFileURL = fileURL;',
    'request.callbackParam = callbackParam;',
    'request.callbackVar = callbackVar;',
    `[[client ${call}:request] continueWithBlock:^id(OSSTask *task) {`,
    '    // A callback that failed (status 203) is an error, though the object is stored.',
    '    if (task.error) { NSLog(@"%@", task.error); }',
    '    else { NSLog(@"%@", [task.result serverReturnJsonString]); }',
    '    return nil;',
    '}];',
  );

const FOUNDATION = '#import <Foundation/Foundation.h>';

const FIELDS = { key: 'objectKey', policy: 'policy', OSSAccessKeyId: 'accessKeyId', Signature: 'signature' };

const FORM = String.raw`NSString *boundary = NSUUID.UUID.UUIDString;
NSString *head = [NSString stringWithFormat:@"--%@\r\nContent-Disposition: form-data; name=", boundary];
NSMutableData *form = [NSMutableData data];
void (^append)(NSString *) = ^(NSString *text) {
    [form appendData:[text dataUsingEncoding:NSUTF8StringEncoding]];
};
for (NSString *name in fields) {
    append([NSString stringWithFormat:@"%@\"%@\"\r\n\r\n%@\r\n", head, name, fields[name]]);
}
// The file comes last: what follows it is not read.
append([head stringByAppendingString:@"\"file\"; filename=\"file\"\r\n\r\n"]);
[form appendData:[NSData dataWithContentsOfURL:fileURL]];
append([NSString stringWithFormat:@"\r\n--%@--\r\n", boundary]);
NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:bucketURL];
request.HTTPMethod = @"POST";
[request setValue:[@"multipart/form-data; boundary=" stringByAppendingString:boundary] forHTTPHeaderField:@"Content-Type"];
[[NSURLSession.sharedSession uploadTaskWithRequest:request fromData:form completionHandler:`;

const CHECK = `    ^(NSData *answer, NSURLResponse *response, NSError *error) {
        // 203 says that the object is stored and the callback failed.
        if (error || ((NSHTTPURLResponse *)response).statusCode != 200) { NSLog(@"%@ %@", error, response); }
        else { NSLog(@"%@", [[NSString alloc] initWithData:answer encoding:NSUTF8StringEncoding]); }
    }] resume];`;

/** Code for the iOS SDK, in Objective-C; what a server signed is sent with NSURLSession. */
export const iosSnippets: SdkSnippets = {
  put: (built) => ({
    imports: '#import <AliyunOSSiOS/AliyunOSSiOS.h>',
    parameters: parameters(built),
    upload: upload('OSSPutObjectRequest *request = [OSSPutObjectRequest new];', 'putObject'),
  }),
  multipart: (built) => ({
    imports: '#import <AliyunOSSiOS/AliyunOSSiOS.h>',
    parameters: parameters(built),
    upload: upload('OSSMultipartUploadRequest *request = [OSSMultipartUploadRequest new];', 'multipartUpload'),
  }),
  presign: (built) => ({
    imports: FOUNDATION,
    parameters: lines(
      SIGNED_ELSEWHERE,
      'NSDictionary *headers = @{',
      ...headerLines(built, (name, value) => `    ${literal(name)}: ${literal(value)},`),
      '};',
    ),
    upload: lines(
      'NSMutableURLRequest *request = [NSMutableURLRequest requestWithURL:signedUrl];',
      'request.HTTPMethod = @"PUT";',
      'request.allHTTPHeaderFields = headers;',
      '[[NSURLSession.sharedSession uploadTaskWithRequest:request fromFile:fileURL completionHandler:',
      CHECK,
    ),
  }),
  post: (built) => ({
    imports: FOUNDATION,
    parameters: `NSString *callback = ${literal(built.base64)};`,
    upload: lines(
      FORM_SIGNED_ELSEWHERE,
      'NSDictionary *fields = @{',
      ...formFields(built, { literal, code: FIELDS }).map(([name, value]) => `    ${name}: ${value},`),
      '};',
      FORM,
      CHECK,
    ),
  }),
};
