/** A genuine callback that has been published, so that people try it, and copies of it go wrong. */
export interface KnownCallback {
  /** Where it stands. */
  readonly source: string;
  /** Percent-encoded. */
  readonly path: string;
  /** With its `?`. */
  readonly query: string;
  readonly body: string;
  readonly bodyType: 'application/x-www-form-urlencoded' | 'application/json';
  /** OSS's signature of it. */
  readonly authorization: string;
}

/** Every one of them is signed by OSS's published key. */
export const KNOWN_CALLBACKS: readonly KnownCallback[] = [
  {
    source: 'the worked example of the documentation of callbacks',
    path: '/index.php',
    query: '?id=1&index=2',
    body: 'bucket=yonghu-test',
    bodyType: 'application/x-www-form-urlencoded',
    authorization: 'kKQeGTRccDKyHB3H9vF+xYMSrmhMZjzzl2/kdD1ktNVgbWEfYTQG0G2SU/RaHBovRCE8OkQDjC3uG33esH2txA==',
  },
  {
    source: 'the captured callback in the documentation of web uploads',
    path: '/',
    query: '',
    body: 'filename=.snappython.png&size=6014&mimeType=image%2Fpng&height=221&width=396',
    bodyType: 'application/x-www-form-urlencoded',
    authorization: 'fsNxFF0wNOpC0YMNAoFb//a8x6v2lI1ih7kXIh3nFUDALgku9bhC+cWQsnxuCo88vahKtBUmnDI6k1PofggA4g==',
  },
  {
    source: "Cloudreve's test",
    path: '/api/v3/callback/oss/TnXx5E5VyfJUyM1UdkdDu1rtnJ34EbmH',
    query: '',
    body: '{"name":"2f7b2ccf30e9270ea920f1ab8a4037a546a2f0d5.jpg","source_name":"1/1_hFRtDLgM_2f7b2ccf30e9270ea920f1ab8a4037a546a2f0d5.jpg","size":114020,"pic_info":"810,539"}',
    bodyType: 'application/json',
    authorization: 'e5LwzwTkP9AFAItT4YzvdJOHd0Y0wqTMWhsV/h5SG90JYGAmMd+8LQyj96R+9qUfJWjMt6suuUh7LaOryR87Dw==',
  },
  {
    source: 'a published capture with a form in a JSON callback',
    path: '/api/any',
    query: '',
    body: 'filename="local/var/www/zhuye.png"&size=5385&mimeType="application/octet-stream"&height=256&width=256',
    bodyType: 'application/json',
    authorization: 'E6i//T0rnM/xu4wQjnKODWSYsyQdR2e8KIreuRihpBQzoy70q7KmdvrIR3vxNGi8OdCswE+QOfPt+O3PvA5NMA==',
  },
  {
    source: 'issue 272 of aliyun-oss-python-sdk',
    path: '/api/File/15/upload_notify/',
    query: '',
    body: 'filename=zmaplex%2F20210407_14%3A31%3A41_286180%2F20200130021612_pnfqp.jpg&size=112595',
    bodyType: 'application/x-www-form-urlencoded',
    authorization: 'aMYUW1arI/qpU7cp/DCGXS56iFJPxwe7K3QIFVvbtSgiE6vwuu4/HuBxyDDX5IKU8vSJg/BI956SzVsRQt969g==',
  },
  {
    source: 'a published capture of webhook.site',
    path: '/3ecb4401-bd1f-4421-a385-46b57f0d6daa',
    query: '',
    body: '{"bucket":"post-test","object":"42cf77bf-2d25-485a-947c-b9216ee079ee","etag":"97E1A27874032FC4B29F007C90DFA372","size":31,"mimeType":"image/jpeg","imageInfo":null}',
    bodyType: 'application/json',
    authorization: 'eugZUpzNaW3Ba40tGc3IUczSmdwfOKS1fXl6xd+QmOITTUPLwhBw1DBBUwaGuLsKYdCauOcHhGCEVMEObQgThA==',
  },
];
