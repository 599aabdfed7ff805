//! Vietnamese.

use super::{Install, Paste, Recipe};
use tt_contract::unfetched::Unfetched;

pub(super) static INSTALL: Install = Install {
    title: "Cài tiện ích vào cổng của bạn",
    intro: "Dán một dòng vào cổng thông tin điện tử là có đủ tiện ích của đơn vị. Trang này giúp chọn, sao chép, xem thử và kiểm tra lại sau khi dán.",
    choose: "1. Chọn",
    widgets: "Tiện ích",
    language: "Ngôn ngữ",
    language_of_page: "Theo ngôn ngữ của trang",
    languages: ["Tiếng Việt", "Tiếng Anh"],
    look: "Màu sắc",
    looks: ["Nền sáng", "Nền tối", "Theo thiết bị của người đọc"],
    dock: "Vị trí",
    docks: [
        "Nút ở góc dưới bên phải",
        "Nút ở góc dưới bên trái",
        "Nút ở góc trên bên phải",
        "Nút ở góc trên bên trái",
        "Không dùng nút, tự đặt từng tiện ích vào trang",
    ],
    pin: "Ghim phiên bản kèm mã kiểm tra toàn vẹn",
    pin_hint: "Chỉ nên chọn khi quy định an toàn của cổng yêu cầu: khi có phiên bản mới, cổng vẫn dùng phiên bản cũ cho đến khi bạn dán lại, và phiên bản cũ chỉ được giữ một thời gian.",
    update: "Cập nhật đoạn mã",
    updated: "Đã cập nhật đoạn mã và phần xem thử.",
    snippet: "2. Sao chép và dán",
    snippet_hint: "Dán nguyên văn vào mẫu giao diện dùng chung, ngay trước `</body>`. Nếu tự đặt tiện ích, dán dòng đầu vào mẫu giao diện, các dòng sau vào chỗ muốn hiển thị.",
    paint: "Dòng cho phần đầu trang (không bắt buộc)",
    paint_hint: "Người đã chọn chữ lớn có thể thấy chữ nhỏ trong chốc lát khi mở trang khác. Để tránh hẳn, dán thêm dòng dưới đây vào `<head>`, trước các tệp CSS. Nếu cổng có chính sách bảo mật nội dung, thêm vào `script-src` giá trị",
    copy: "Sao chép",
    copied: "Đã sao chép.",
    not_copied: "Trình duyệt không cho sao chép tự động. Nội dung đã được chọn, hãy bấm Ctrl+C.",
    preview: "3. Xem thử",
    preview_hint: "Đây là tiện ích thật: đánh giá và tin báo gửi từ khung này đều được chuyển đến đơn vị. Đừng gửi tin báo để thử.",
    sample: "Trang mẫu",
    sample_text: [
        "Khung này là một trang mẫu đã dán đúng đoạn mã ở trên. Trên cổng của bạn, tiện ích sẽ hiển thị như ở đây.",
        "Khi cần giúp đỡ khẩn cấp, hãy gọi 113.",
    ],
    policy: "4. Chính sách bảo mật nội dung (CSP)",
    policy_hint: "Chỉ cần làm bước này nếu cổng gửi tiêu đề Content-Security-Policy. Thêm vào các chỉ thị đang có, không xóa những giá trị khác:",
    policy_types: "Nếu cổng bật `require-trusted-types-for 'script'`, thêm:",
    recipes: "5. Cách dán trong từng hệ thống",
    all_recipes: &[
        Recipe {
            name: "WordPress",
            paste: Some(Paste::Guarded),
            steps: &[
                "Đăng nhập bằng tài khoản quản trị. Vào Plugins → Add New Plugin, cài và bật plugin WPCode (Insert Headers and Footers), hoặc dùng ô chèn mã chân trang có sẵn của giao diện.",
                "Vào Code Snippets → Header & Footer, dán dòng ở cuối mục này vào ô Footer rồi bấm Save Changes. Dòng này đã mang sẵn dấu hiệu để WP Rocket, LiteSpeed Cache, Autoptimize và Cloudflare không hoãn hay gộp script.",
                "Nếu tự đặt tiện ích: mở bài viết hoặc trang, thêm khối Custom HTML và dán các thẻ `<tt-…>` vào đó.",
                "Xóa bộ nhớ đệm của plugin tăng tốc, rồi kiểm tra ở bước 6.",
                "Nếu kết quả cho biết script vẫn bị hoãn, thêm dòng `{host}` vào ô loại trừ. WP Rocket: File Optimization → Excluded JavaScript Files (ở cả hai mục Load JavaScript deferred và Delay JavaScript execution). LiteSpeed Cache: Page Optimization → Tuning → JS Excludes và JS Deferred / Delayed Excludes. Autoptimize: Exclude scripts from Autoptimize.",
            ],
        },
        Recipe {
            name: "SharePoint",
            paste: Some(Paste::Statement),
            steps: &[
                "SharePoint Server (trang cổ điển): mở site bằng SharePoint Designer, vào Master Pages, mở trang .master đang dùng, dán đoạn mã ở bước 2 ngay trước `</body>`, lưu rồi Publish a Major Version.",
                "Chỉ cần cho một trang cổ điển: Edit Page → Insert → Web Part → Media and Content → Script Editor, bấm Edit Snippet và dán đoạn mã ở bước 2.",
                "SharePoint Online (trang hiện đại) không cho dán script vào trang. Nhờ người phát triển tạo một SPFx Application Customizer và đặt câu lệnh ở cuối mục này vào `onInit`.",
                "Từ tháng 3/2026, SharePoint Online chỉ chạy script từ nguồn được phép. Quản trị viên thêm `{edge}` vào danh sách Script sources của SharePoint admin center, hoặc chạy `Add-SPOContentSecurityPolicy -Source {edge}`.",
            ],
        },
        Recipe {
            name: "Liferay",
            paste: Some(Paste::Statement),
            steps: &[
                "Liferay 7.4 hoặc DXP: mở Site Menu → Site Builder → Pages.",
                "Bấm Options (⋮) → Configuration; nếu còn dùng trang riêng tư, bấm biểu tượng bánh răng của Public Pages.",
                "Mở mục JavaScript, dán câu lệnh ở cuối mục này rồi bấm Save. Ô này chỉ nhận JavaScript, không nhận thẻ `<script>`.",
                "Nếu tự đặt tiện ích: thêm mảnh (fragment) HTML vào trang và dán các thẻ `<tt-…>`. Tiện ích vẫn chạy khi Liferay chuyển trang không tải lại.",
            ],
        },
        Recipe {
            name: "DotNetNuke (DNN)",
            paste: None,
            steps: &[
                "Cho một trang: Persona Bar → Content → Pages, chọn trang, vào Advanced → SEO, dán đoạn mã vào ô Page Header Tags (tối đa 500 ký tự) rồi Save.",
                "Cho cả cổng: mở tệp .ascx của giao diện đang dùng trong `Portals/_default/Skins/`, dán đoạn mã vào cuối tệp rồi lưu.",
                "Nếu tự đặt tiện ích: thêm mô-đun HTML, mở Edit Content, chuyển sang chế độ Source và dán các thẻ `<tt-…>`.",
                "Vào Settings → Servers → Clear Cache, rồi kiểm tra ở bước 6.",
            ],
        },
        Recipe {
            name: "HTML viết tay",
            paste: None,
            steps: &[
                "Mở tệp mẫu dùng chung (hoặc từng trang) bằng trình soạn thảo, lưu ở dạng UTF-8.",
                "Dán đoạn mã ngay trước `</body>`. Trang không có `</body>` thì dán ở cuối tệp.",
                "Tải tệp lên máy chủ, mở trang bằng địa chỉ https và kiểm tra ở bước 6.",
            ],
        },
    ],
    check: "6. Kiểm tra cổng của tôi",
    check_hint: "Nhập địa chỉ một trang đã dán đoạn mã. Máy chủ tải trang đó một lần, đọc HTML và tiêu đề, rồi cho biết điều gì đúng và cần sửa gì. Không có dữ liệu nào được lưu lại.",
    address: "Địa chỉ trang",
    listed: "Chỉ kiểm tra được trang thuộc các địa chỉ đã đăng ký của đơn vị:",
    check_now: "Kiểm tra",
    found: "Kết quả kiểm tra ",
    verdicts: [
        "Có điểm cần sửa để tiện ích hoạt động.",
        "Tiện ích hoạt động được; có điểm nên làm tốt hơn.",
        "Mọi thứ đều đúng.",
    ],
    levels: ["Cần sửa", "Nên sửa", "Đúng"],
    not_checked: "Chưa kiểm tra được",
    busy: "Có quá nhiều lượt kiểm tra. Hãy thử lại sau một phút.",
    failed: "Đã có lỗi ở phía chúng tôi. Hãy thử lại sau ít phút.",
    links: "Dùng mà không cần dán",
    links_hint: "Các địa chỉ này dùng được ngay trên fanpage, trang Zalo hoặc mã QR:",
    print: "Bảng đường dây nóng để in",
    vcard: "Danh thiếp đường dây nóng để lưu vào danh bạ (vCard)",
};

pub(super) const fn unfetched(unfetched: Unfetched) -> &'static str {
    match unfetched {
        Unfetched::Malformed => {
            "Đây không phải địa chỉ của một trang web. Hãy nhập đầy đủ, ví dụ https://congan.tentinh.gov.vn/trang-chu."
        }
        Unfetched::NotListed => {
            "Địa chỉ này không thuộc các địa chỉ đã đăng ký của đơn vị, nên hệ thống không tải trang. Nếu cổng có địa chỉ mới, hãy đề nghị người vận hành bổ sung."
        }
        Unfetched::RedirectNotListed => {
            "Trang chuyển hướng sang một địa chỉ không thuộc các địa chỉ đã đăng ký của đơn vị, nên hệ thống dừng lại."
        }
        Unfetched::TooManyRedirects => {
            "Trang chuyển hướng quá nhiều lần. Hãy nhập địa chỉ cuối cùng hiện trên thanh địa chỉ của trình duyệt."
        }
        Unfetched::Unreachable => {
            "Không kết nối được đến cổng. Hãy kiểm tra cổng có mở được từ Internet không, và chứng chỉ TLS còn hạn không."
        }
        Unfetched::Timeout => {
            "Cổng trả lời quá chậm (quá 10 giây). Hãy thử lại, hoặc kiểm tra máy chủ của cổng."
        }
        Unfetched::NotHtml => {
            "Địa chỉ này không trả về trang HTML. Hãy nhập địa chỉ của một trang, không phải của tệp hay ảnh."
        }
        Unfetched::TooLarge { .. } => {
            "Trang nặng hơn 1 MB nên không kiểm tra được. Người dùng điện thoại cũng sẽ phải chờ rất lâu; hãy giảm dung lượng trang."
        }
    }
}
