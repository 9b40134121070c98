// Files that people choose in place of a photo, good ones and bad ones.

/** A JPEG as a telephone takes it: large, lying on its side, with place, time and maker in it. */
export async function photo(page, { width = 4000, height = 3000, corner = "#d00000" } = {}) {
  const plain = Buffer.from(await page.evaluate(paint, { width, height, corner }), "base64");
  return { name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: withExif(plain) };
}

/** What the photo says beside what is seen on it. */
export const MAKER = "Telephone of a chair";

/** In the page: a white page whose upper left corner is coloured, as base64 of a JPEG. */
async function paint({ width, height, corner }) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = "#f8f8f0";
  context.fillRect(0, 0, width, height);
  context.fillStyle = corner;
  context.fillRect(0, 0, width / 4, height / 4);
  context.fillStyle = "#202060";
  context.font = `${height / 20}px serif`;
  for (let line = 6; line < 19; line += 1) context.fillText("Chủ tịch hội đã ký và đóng dấu trang này", width / 10, (line * height) / 20);
  const url = canvas.toDataURL("image/jpeg", 0.9);
  return url.slice(url.indexOf(",") + 1);
}

/** Puts an Exif segment behind the first two bytes: sixth orientation, maker, place. */
function withExif(jpeg) {
  const maker = Buffer.from(`${MAKER}\0`);
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    value.copy(bytes, 8);
    return bytes;
  };
  const long = (value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const directory = (entries) => {
    const count = Buffer.alloc(2);
    count.writeUInt16BE(entries.length);
    return Buffer.concat([count, ...entries, long(0)]);
  };
  const first = 8;
  const afterFirst = first + 2 + 3 * 12 + 4;
  const places = afterFirst + maker.length;
  const afterPlaces = places + 2 + 4 * 12 + 4;
  const degrees = (...values) => Buffer.concat(values.map((value) => Buffer.concat([long(value), long(1)])));
  const tiff = Buffer.concat([
    Buffer.from("MM\0*", "latin1"),
    long(first),
    directory([
      entry(0x010f, 2, maker.length, long(afterFirst)),
      entry(0x0112, 3, 1, Buffer.from([0, 6, 0, 0])),
      entry(0x8825, 4, 1, long(places)),
    ]),
    maker,
    directory([
      entry(0x0001, 2, 2, Buffer.from("N\0\0\0", "latin1")),
      entry(0x0002, 5, 3, long(afterPlaces)),
      entry(0x0003, 2, 2, Buffer.from("E\0\0\0", "latin1")),
      entry(0x0004, 5, 3, long(afterPlaces + 24)),
    ]),
    degrees(11, 13, 42),
    degrees(108, 34, 7),
  ]);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** Files that are no photo, each with what the page says of it; `padding` zeros follow a buffer. */
export function strangers(jpeg) {
  const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });
  const heic = Buffer.concat([Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), Buffer.alloc(2000, 7)]);
  return [
    [file("danh-sach.txt", "text/plain", Buffer.from("Không phải ảnh")), /không phải là ảnh/],
    [file("gia-vo.jpg", "image/jpeg", Buffer.from("PK\x03\x04 một tệp khác")), /không phải là ảnh/],
    [file("quyet-dinh.pdf", "application/pdf", Buffer.from("%PDF-1.7\n1 0 obj\n")), /PDF/],
    [file("IMG_0002.HEIC", "image/heic", heic), /HEIC/],
    [file("hong.jpg", "image/jpeg", Buffer.concat([jpeg.subarray(0, 400), Buffer.alloc(4000, 0x55)])), /bị hỏng/],
    [{ ...file("lon.jpg", "image/jpeg", jpeg.subarray(0, 400)), padding: 40 << 20 }, /32 MB/],
    [file("rong.jpg", "image/jpeg", Buffer.alloc(0)), /không phải là ảnh/],
  ];
}

/** The segments of a JPEG before its picture: marker → bytes. */
export function segments(jpeg) {
  const found = [];
  let at = 2;
  while (jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    const length = jpeg.readUInt16BE(at + 2);
    found.push([jpeg[at + 1], jpeg.subarray(at + 4, at + 2 + length)]);
    at += 2 + length;
  }
  return found;
}

/** Width and height of a JPEG. */
export function sizeOf(jpeg) {
  const [, frame] = segments(jpeg).find(([marker]) => marker >= 0xc0 && marker <= 0xc3);
  return { width: frame.readUInt16BE(3), height: frame.readUInt16BE(1) };
}
