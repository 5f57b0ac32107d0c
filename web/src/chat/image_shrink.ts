// 照片太大先在手机上缩小，省流量；缩不了就原样发，服务器照样检查。

const BIG_BYTES = 1_500_000;
const LONGEST_SIDE = 2560;

export async function shrink(file: File): Promise<Blob> {
  if (!file.type.startsWith("image/") || file.size <= BIG_BYTES) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    return smaller && smaller.size < file.size ? smaller : file;
  } catch {
    return file;
  }
}
