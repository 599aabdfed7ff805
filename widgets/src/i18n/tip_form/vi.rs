//! In Vietnamese.

use super::TipForm;

pub(super) static TIP_FORM: TipForm = TipForm {
    exit: "Thoát nhanh",
    exit_hint: "Mở ngay một trang khác. Trên bàn phím: bấm Shift ba lần.",
    danger: "Đang nguy hiểm? Hãy gọi ngay:",
    danger_body: "Tin gửi ở đây có thể phải chờ mới có người đọc.",
    first: (
        "Trước khi bắt đầu",
        [
            "Bạn không cần nói mình là ai, không cần tài khoản. Chỉ cần kể chuyện gì đã xảy ra; các phần khác có thể bỏ trống.",
            "Chúng tôi không lưu địa chỉ mạng, thông tin thiết bị hay giờ phút bạn gửi.",
            "Nếu có người theo dõi máy của bạn, hãy dùng máy khác. Cần rời trang gấp, hãy bấm “Thoát nhanh”.",
        ],
    ),
    helps: (
        "Điều gì giúp ích",
        [
            "Việc gì, ở đâu, lúc nào, ai làm: biết gì kể nấy.",
            "Biển số xe, số điện thoại, số tài khoản, địa chỉ trang mạng.",
            "Ảnh, video, ghi âm, ảnh chụp màn hình. Đừng mạo hiểm để có chúng.",
        ],
    ),
    after: (
        "Sau khi gửi",
        [
            "Bạn nhận một mã tra cứu. Hãy giữ kỹ: chỉ mã này mở được câu trả lời, và không ai cấp lại được.",
            "Công an đọc và kiểm tra tin. Vài ngày sau, bạn dùng mã để xem trả lời hoặc kể thêm.",
        ],
    ),
    formal: (
        "Đây không phải là đơn tố giác",
        "Tin ở đây giúp công an biết để kiểm tra. Nếu muốn tố giác chính thức và nhận kết quả giải quyết bằng văn bản, bạn hãy đến: ",
    ),
    comeback: "Bạn đã gửi tin? Xem trả lời bằng mã tra cứu",
    steps: [
        "Chuyện gì đã xảy ra?",
        "Khi nào và ở đâu?",
        "Ai làm, và vì sao bạn biết?",
        "Ảnh, video, ghi âm",
        "Cách liên lạc",
    ],
    required: " (cần có)",
    fields: [
        ("Hãy kể lại sự việc", "Viết theo cách của bạn, từ 10 đến 20.000 ký tự."),
        ("Loại việc", ""),
        ("Thời gian", "Ví dụ: tối thứ Bảy, khoảng 9 giờ; hoặc: mấy tháng nay."),
        ("Địa điểm", "Ví dụ: số nhà, ngõ, thôn, xã; hoặc tên trang mạng, nhóm Zalo."),
        ("Việc này còn tiếp diễn không?", ""),
        ("Người làm việc đó", "Tên, biệt danh, dáng người, xe, số điện thoại, số tài khoản."),
        ("Vì sao bạn biết?", ""),
        (
            "Nếu muốn, hãy cho biết cách liên lạc với bạn",
            "Để trống thì công an chỉ trả lời qua mã tra cứu, và không ai biết bạn là ai.",
        ),
        (
            "Chọn tệp",
            "Ảnh, video, ghi âm hoặc PDF. Nhiều nhất 10 tệp, mỗi tệp 25 MB, tổng cộng 100 MB. Tên tệp được thay; vị trí, tên máy và thông tin ẩn khác được xóa nếu loại tệp cho phép.",
        ),
    ],
    not_said: "Không chọn",
    known: [
        "Tôi tận mắt thấy hoặc nghe",
        "Việc xảy ra với tôi",
        "Có người kể lại",
        "Tôi thấy trên mạng",
        "Cách khác",
    ],
    ongoing: ["Còn", "Không, đã dừng", "Tôi không rõ"],
    originals: "Giữ nguyên tệp gốc làm bằng chứng, cả thông tin ẩn",
    files_again: "Vì lý do an toàn, trình duyệt không giữ các tệp. Hãy chọn lại.",
    key: "Tin được mã hóa bằng khóa của đơn vị. Dấu vân tay của khóa:",
    key_link: "Đối chiếu khóa",
    plain: "Ở trang này, tin không được mã hóa trên máy bạn. Khi bạn gửi, máy chủ thấy nội dung trong chốc lát, mã hóa ngay rồi mới lưu. Không lưu bản đọc được.",
    send: "Gửi tin",
    pending: "Đang chuẩn bị mã hóa trên máy bạn… Nếu chờ mãi không được, hãy dùng ",
    plain_link: "trang không cần mã lệnh; ở đó máy chủ thấy nội dung trong chốc lát",
    mend: "Chưa gửi được. Hãy sửa những chỗ sau:",
    busy: "Hệ thống đang bận nên chưa nhận được. Những gì bạn viết vẫn còn đây; hãy gửi lại sau vài phút.",
    confirm: "Hãy bấm gửi một lần nữa tại đây để xác nhận. Những gì bạn viết vẫn còn đây.",
    closed: (
        "Hiện chưa nhận tin qua mạng",
        "Đơn vị chưa có khóa mã hóa để nhận tin an toàn. Hãy gọi 113 nếu có nguy hiểm, hoặc đến: ",
    ),
    return_title: "Xem trả lời",
    receipt: (
        "Mã tra cứu",
        "21 chữ và số, như ABCDE-FGHJK-MNPQR-STVWX-Y. Viết hoa hay thường, có gạch nối hay không đều được.",
    ),
    return_plain: "Ở trang này, máy chủ dùng mã trong chốc lát để mở câu trả lời cho bạn, rồi quên ngay.",
    message: ("Gửi thêm thông tin", "Bạn muốn kể thêm điều gì?"),
    new: "Báo một tin khác",
    keys_title: "Khóa nhận tin",
    keys_body: "Tin báo được mã hóa bằng khóa công khai dưới đây; chỉ đơn vị giữ khóa bí mật. Nếu dấu vân tay bạn thấy ở biểu mẫu khác với bản in của đơn vị, đừng gửi tin.",
    key_parts: ["Tên khóa", "Khóa công khai (age)", "Dấu vân tay (SHA-256)"],
    frame_link: "Mở biểu mẫu báo tin trong trang riêng",
};
