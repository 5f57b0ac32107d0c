"""测试用的 PDF：一页的；和带着作者、XMP、附件、照片拍摄信息的。"""

import io

import pikepdf
from pikepdf import Dictionary, Name, Stream
from PIL import Image

AUTHOR, PHONE, ATTACHED = "李四的电脑", b"SomePhone 12", b"other people's papers"


def a_pdf(change=lambda pdf: None, **saving):
    """一页空白；change(pdf) 往里加东西。"""
    pdf, data = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(200, 200))
    change(pdf)
    pdf.save(data, **saving)
    return data.getvalue()


def a_telltale_pdf():
    """手机扫描件：作者、XMP、夹带的附件、编辑软件的私货，图里还有机型和拍摄地点。"""

    def add(pdf):
        pdf.docinfo[Name.Author] = AUTHOR
        pdf.Root[Name.Metadata] = pdf.make_stream(f"<x:xmpmeta>{AUTHOR}</x:xmpmeta>".encode())
        pdf.attachments["别的.txt"] = ATTACHED
        page = pdf.pages[0]
        page.obj[Name.PieceInfo] = Dictionary(Editor=Dictionary(Private=pikepdf.String(AUTHOR)))
        page.obj[Name.Resources] = Dictionary(XObject=Dictionary(Photo=pdf.make_indirect(_a_photo(pdf))))
        page.obj[Name.Contents] = pdf.make_stream(b"q 200 0 0 200 0 0 cm /Photo Do Q")

    return a_pdf(add, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def a_locked_pdf():
    return a_pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))


def _a_photo(pdf):
    details, data = Image.Exif(), io.BytesIO()
    details[0x010F] = PHONE.decode()
    details.get_ifd(0x8825)[1] = "N"
    Image.effect_noise((80, 60), 50).convert("RGB").save(data, "JPEG", exif=details)
    photo = Stream(pdf, data.getvalue())
    photo.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=80, Height=60, ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode
    )
    return photo
