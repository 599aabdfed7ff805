//! In Vietnamese.

use super::{Framed, TipForm};

pub(super) static TIP_FORM: TipForm = TipForm {
    exit: "Thoát nhanh",
    exit_hint: "Mở ngay một trang khác.",
    exit_keys: "hoặc bấm phím Shift ba lần",
    danger: "Đang nguy hiểm? Hãy gọi ngay:",
    danger_body: "Tin gửi ở đây có thể phải chờ mới có người đọc.",
    first: (
        "Trước khi bắt đầu",
        [
            "Bạn không cần nói mình là ai, không cần tài khoản, không cần có bằng chứng. Hãy kể đúng điều bạn biết; các phần khác có thể bỏ trống. Nhớ chưa chính xác cũng không sao; chỉ người cố ý báo tin sai sự thật mới bị xử lý theo pháp luật.",
            "Chúng tôi không lưu địa chỉ mạng, thông tin thiết bị hay thời điểm chính xác bạn gửi; chỉ lưu ngày và giờ, không lưu phút.",
            "Nếu có người theo dõi máy của bạn, hãy dùng máy khác, hoặc mở trang này trong cửa sổ ẩn danh. Cần rời trang gấp, hãy bấm “Thoát nhanh”; lịch sử duyệt web vẫn còn ghi địa chỉ trang này, chỉ bạn xóa được.",
        ],
    ),
    helps: (
        "Điều gì giúp ích",
        [
            "Việc gì, ở đâu, lúc nào, ai làm: biết đến đâu kể đến đó.",
            "Biển số xe, số điện thoại, số tài khoản, địa chỉ trang mạng.",
            "Ảnh, video, ghi âm, ảnh chụp màn hình. Đừng mạo hiểm để có chúng.",
        ],
    ),
    after: (
        "Sau khi gửi",
        [
            "Bạn nhận một mã tra cứu. Hãy giữ kỹ: chỉ mã này mở được câu trả lời, và không ai cấp lại được.",
            "Công an tiếp nhận, phân loại, kiểm tra và xác minh tin rồi giải quyết theo pháp luật; việc này có thể kéo dài vài tháng. Vài ngày sau, bạn dùng mã để xem tình trạng, đọc trả lời hoặc kể thêm.",
        ],
    ),
    kept: (
        "Hãy xem lại đều đặn: tin và trả lời được giữ ",
        " ngày kể từ lần trao đổi gần nhất, sau đó bị xóa.",
    ),
    formal: (
        "Tin báo và tố giác",
        "Tin gửi ở đây là tin báo về tội phạm, chưa phải tố giác làm theo thủ tục. Công an vẫn phải tiếp nhận và kiểm tra, kể cả tin không nêu tên người báo, nếu nội dung cụ thể. Muốn tố giác và nhận thông báo kết quả giải quyết bằng văn bản, bạn cho biết họ tên, địa chỉ của mình khi đến trực tiếp hoặc gửi đơn tới: ",
    ),
    comeback: "Bạn đã gửi tin? Xem trả lời bằng mã tra cứu",
    steps: [
        "Sự việc gì đã xảy ra?",
        "Khi nào và ở đâu?",
        "Ai gây ra, và bạn biết bằng cách nào?",
        "Ảnh, video, ghi âm",
        "Cách liên lạc",
    ],
    required: " (bắt buộc)",
    fields: [
        ("Hãy kể lại sự việc", "Viết theo cách của bạn, từ 10 đến 20.000 ký tự."),
        ("Loại việc", ""),
        ("Thời gian", "Ví dụ: tối thứ Bảy, khoảng 9 giờ; hoặc: mấy tháng nay."),
        ("Địa điểm", "Ví dụ: số nhà, ngõ, thôn, xã; hoặc tên trang mạng, nhóm Zalo."),
        ("Việc này còn tiếp diễn không?", ""),
        ("Người gây ra việc này", "Tên, biệt danh, dáng người, xe, số điện thoại, số tài khoản."),
        ("Bạn biết việc này bằng cách nào?", ""),
        (
            "Nếu muốn, hãy cho biết cách liên lạc với bạn",
            "Nếu để trống, công an chỉ trả lời qua mã tra cứu. Để không lộ mình là ai, hãy xem lại cả lời kể, ảnh và ghi âm: tên, giọng nói hay góc chụp cũng có thể cho biết đó là bạn.",
        ),
        (
            "Chọn tệp",
            "Ảnh, video, ghi âm hoặc PDF. Nhiều nhất 10 tệp, mỗi tệp 25 MB, tổng cộng 100 MB. Tên tệp được thay; vị trí, tên máy và thông tin ẩn khác được xóa nếu loại tệp cho phép.",
        ),
    ],
    not_said: "Không chọn",
    known: [
        "Tôi trực tiếp nhìn thấy hoặc nghe thấy",
        "Việc xảy ra với tôi",
        "Có người kể lại",
        "Tôi thấy trên mạng",
        "Cách khác",
    ],
    ongoing: ["Còn", "Không, đã dừng", "Tôi không rõ"],
    originals: "Giữ nguyên tệp gốc làm bằng chứng, cả thông tin ẩn (vị trí, tên máy… có thể cho biết bạn là ai)",
    files_again: "Vì lý do an toàn, trình duyệt không giữ các tệp. Hãy chọn lại.",
    unclean: (
        "Chưa gửi gì, vì không xóa được thông tin ẩn (có thể là vị trí, tên máy) trong các tệp dưới đây. Hãy bỏ những tệp này khi chọn lại, hoặc đánh dấu tệp mà bạn vẫn muốn gửi bản gốc.",
        "Gửi bản gốc: ",
    ),
    key: "Tin được mã hóa bằng khóa của đơn vị. Mã đối chiếu của khóa, dùng để kiểm tra rằng chỉ đơn vị mở được tin:",
    key_link: "Đối chiếu khóa",
    plain: "Ở trang này, tin không được mã hóa trên máy bạn. Khi bạn gửi, máy chủ thấy nội dung trong chốc lát, mã hóa ngay rồi mới lưu. Không lưu bản đọc được.",
    note: (
        "Mã tra cứu của bạn: hãy ghi lại trước khi gửi",
        "Chỉ mã này mở được câu trả lời, và không ai cấp lại được. Gửi xong, mã không hiện lại, để máy này không giữ mã.",
    ),
    noted: (" Trước khi gửi, hãy ghi lại ", "mã tra cứu ở đầu biểu mẫu", "."),
    send: "Gửi tin",
    pending: "Đang chuẩn bị mã hóa trên máy bạn… Nếu chờ mãi không được, hãy dùng ",
    plain_link: "trang đơn giản; ở đó máy chủ thấy nội dung trong chốc lát rồi mới mã hóa",
    mend: "Chưa gửi được. Hãy sửa những chỗ sau:",
    busy: "Hệ thống đang bận nên chưa nhận được. Những gì bạn viết vẫn còn đây; hãy gửi lại sau vài phút.",
    confirm: "Tin bạn gửi trước đó đã đến nơi và giữ mã cũ. Nếu muốn gửi cả nội dung dưới đây, hãy ghi lại mã mới rồi bấm gửi một lần nữa.",
    renewed: "Chưa gửi: mã tra cứu trước đã hết hạn, dưới đây là mã mới. Hãy ghi lại mã mới rồi bấm gửi một lần nữa. Những gì bạn viết vẫn còn đây.",
    kept_here: "Trang này còn những gì bạn viết, và trình duyệt có thể giữ lại trang này trong máy. Nếu người khác cũng dùng máy này, hãy dùng cửa sổ ẩn danh.",
    sent: [
        "Sau khi bấm gửi",
        "Nếu bạn vừa bấm gửi thì nội dung bạn gửi đã đến nơi.",
        "Mã tra cứu là mã bạn đã ghi lại trước khi gửi. Trang này không hiện mã, để người khác mở lại cũng không thấy.",
    ],
    closed: (
        "Hiện chưa nhận tin qua mạng",
        "Đơn vị chưa có khóa mã hóa để nhận tin an toàn. Hãy gọi 113 nếu có nguy hiểm, hoặc đến: ",
    ),
    return_title: "Xem trả lời",
    receipt: (
        "Mã tra cứu",
        "21 chữ và số, như ABCDE-FGHJK-MNPQR-STVWX-Y. Viết hoa hay thường, có gạch nối hay không đều được.",
    ),
    return_plain: "Ở trang này, máy chủ dùng mã trong chốc lát để mở câu trả lời cho bạn, rồi quên ngay. Trình duyệt thì có thể giữ mã và câu trả lời trong máy: nếu người khác cũng dùng máy này, hãy mở trang này trong cửa sổ ẩn danh.",
    message: ("Gửi thêm thông tin", "Bạn muốn kể thêm điều gì?"),
    new: "Báo một tin khác",
    keys_title: "Khóa nhận tin",
    keys_body: "Tin báo được mã hóa bằng khóa công khai dưới đây; chỉ đơn vị giữ khóa bí mật. Nếu mã đối chiếu ở biểu mẫu khác với bản in niêm yết tại trụ sở đơn vị, đừng gửi tin ở đó: hãy báo trực tiếp cho đơn vị, hoặc gọi 113 nếu có nguy hiểm.",
    key_parts: ["Tên khóa", "Khóa công khai (age)", "Mã đối chiếu (SHA-256)"],
    frame_link: "Mở biểu mẫu báo tin trong trang riêng",
    framed: Framed {
        no_script: "Trình duyệt không chạy JavaScript nên không gửi tin được từ khung này. Hãy dùng ",
        link: "trang riêng",
        address: "Nếu liên kết không mở được, hãy chép địa chỉ này vào trình duyệt: ",
    },
};
